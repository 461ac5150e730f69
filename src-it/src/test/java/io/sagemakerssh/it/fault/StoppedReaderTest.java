package io.sagemakerssh.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** A session's way from one end to the other. */
  private enum Direction {
    DOWN {
      @Override
      OutputStream from(LocalSession session) {
        return session.agent().output();
      }

      @Override
      InputStream to(LocalSession session) {
        return session.client().input();
      }
    },
    UP {
      @Override
      OutputStream from(LocalSession session) {
        return session.client().output();
      }

      @Override
      InputStream to(LocalSession session) {
        return session.agent().input();
      }
    };

    abstract OutputStream from(LocalSession session);

    abstract InputStream to(LocalSession session);
  }

  @ParameterizedTest
  @EnumSource
  void holdsTheWriterBackWithinBoundedMemory(Direction direction) throws Exception {
    ChannelSettings settings = ChannelSettings.defaults();
    long length = 96 * MEBIBYTE;
    try (TestAgent agent = TestAgent.online(AWS.aws(), directory, "stopped-" + direction, "AIDA");
        LocalSession stopped = LocalSession.open(AWS.ssm(), agent, settings);
        LocalSession running = LocalSession.open(AWS.ssm(), agent, settings)) {
      long before = usedHeap();
      Counting output = new Counting(direction.from(stopped));
      CompletableFuture<Void> sending = Transfer.send(output, 1, length);
      // As much again, through a session that is read, is time enough for all to be sent.
      CompletableFuture.allOf(
              Transfer.send(direction.from(running), 2, length),
              Transfer.receive(direction.to(running), 2, length))
          .get(120, TimeUnit.SECONDS);

      assertThat(sending).isNotDone();
      assertThat(output.taken.get()).isBetween(1L, MOST_UNDER_WAY);
      assertThat(usedHeap() - before).isLessThan(MOST_HEAP);

      Transfer.receive(direction.to(stopped), 1, length).get(120, TimeUnit.SECONDS);
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
