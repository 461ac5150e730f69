package io.sagemakerssh.remote.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimedOutputTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ByteArrayOutputStream client = new ByteArrayOutputStream();
  private final TimedOutput output = new TimedOutput(client);
  private final CountDownLatch go = new CountDownLatch(1);

  /** Writes a byte, waits to be told to go on, and writes another. */
  private Thread writer(boolean atOnce) {
    return started(
        () -> {
          if (atOnce) {
            write('1');
          }
          awaitGo();
          write('2');
        });
  }

  private void write(int value) {
    try {
      output.write(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void awaitGo() {
    try {
      go.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private Thread awaiting(Thread writer) {
    return started(
        () -> {
          try {
            output.await(writer, SHORT);
          } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
          }
        });
  }

  private static Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  @Test
  void theFirstOutputIsAwaitedThoughItComesLate() throws Exception {
    Thread writer = writer(false);
    Thread awaiting = awaiting(writer);

    awaiting.join(100);
    assertThat(awaiting.isAlive()).isTrue();

    go.countDown();
    awaiting.join();
    assertThat(writer.isAlive()).isFalse();
    assertThat(client.toByteArray()).containsExactly('2');
  }

  @Test
  void whoHasWrittenIsNotAwaitedForLong() throws Exception {
    Thread writer = writer(true);
    await().until(() -> client.size() == 1);

    long begin = System.nanoTime();
    awaiting(writer).join();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(writer.isAlive()).isTrue();
    go.countDown();
    writer.join();
  }

  @Test
  void silenceIsNotAwaitedForEver() throws Exception {
    Thread writer = writer(false);

    awaiting(writer).join();

    assertThat(writer.isAlive()).isTrue();
    go.countDown();
    writer.join();
  }
}
