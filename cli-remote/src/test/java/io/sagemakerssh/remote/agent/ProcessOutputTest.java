package io.sagemakerssh.remote.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ProcessOutputTest {
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private final ThreadFactory threads = DaemonThreads.named("output");

  @Test
  void waitsForAClientThatIsSlowToTakeTheLastOutput() throws Exception {
    CountDownLatch awaited = new CountDownLatch(1);
    ByteArrayOutputStream taken =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            try {
              // Many times the patience, unless somebody lost it.
              awaited.await(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
              throw new AssertionError(interrupted);
            }
            super.write(bytes, offset, length);
          }
        };
    InputStream left = new ByteArrayInputStream("x".repeat(3000).getBytes(UTF_8));

    ProcessOutput.carrying(left, taken, threads).await(PATIENCE);
    int size = taken.size();
    awaited.countDown();

    assertThat(size).isEqualTo(3000);
  }

  @Test
  void waitsNoLongerForAProcessThatKeepsTheTerminalOpen() throws Exception {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try (PipedOutputStream terminal = new PipedOutputStream();
        PipedInputStream open = new PipedInputStream(terminal)) {
      ProcessOutput.carrying(open, taken, threads).await(PATIENCE);
    }

    assertThat(taken.size()).isZero();
  }
}
