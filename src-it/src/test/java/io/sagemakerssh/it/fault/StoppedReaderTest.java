package io.sagemakerssh.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nobody reads: the writer waits, and neither end nor the service keeps more than a few MiB. */
class StoppedReaderTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final long MEBIBYTE = 1 << 20;

  /** Windows, buffers of both ends, of the service and of TCP. */
  private static final long MOST_UNDER_WAY = 32 * MEBIBYTE;

  private static final long MOST_HEAP = 64 * MEBIBYTE;
  @TempDir Path directory;

  /** Counts what a session has taken. */
  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private final AtomicLong taken = new AtomicLong();

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      taken.addAndGet(length);
    }
  }

  @Test
  void holdsTheWriterBackWithinBoundedMemory() throws Exception {
    ChannelSettings settings = ChannelSettings.defaults();
    long length = 96 * MEBIBYTE;
    try (TestAgent agent = TestAgent.online(AWS.aws(), directory, "stopped", "AIDA");
        LocalSession stopped = LocalSession.open(AWS.ssm(), agent, settings);
        LocalSession running = LocalSession.open(AWS.ssm(), agent, settings)) {
      long before = usedHeap();
      Counting output = new Counting(stopped.agent().output());
      CompletableFuture<Void> sending = Transfer.send(output, 1, length);
      // As much again, through a session that is read, is time enough for all to be sent.
      CompletableFuture.allOf(
              Transfer.send(running.agent().output(), 2, length),
              Transfer.receive(running.client().input(), 2, length))
          .get(120, TimeUnit.SECONDS);

      assertThat(sending).isNotDone();
      assertThat(output.taken.get()).isBetween(1L, MOST_UNDER_WAY);
      assertThat(usedHeap() - before).isLessThan(MOST_HEAP);

      Transfer.receive(stopped.client().input(), 1, length).get(120, TimeUnit.SECONDS);
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
