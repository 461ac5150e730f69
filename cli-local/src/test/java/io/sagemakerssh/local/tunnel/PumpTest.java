package io.sagemakerssh.local.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PumpTest {
  @Test
  void bytesPassBothWaysUnchanged() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    PipedOutputStream local = new PipedOutputStream();
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    LoopTunnel tunnel = new LoopTunnel();
    Pump pump =
        new Pump(new PipedInputStream(local), new EndAfter(back, bytes.length, local), tunnel);
    Thread writer = new Thread(() -> writeAndStay(local, bytes, tunnel), "writer");
    writer.start();

    pump.run();
    writer.join();

    assertThat(back.toByteArray()).isEqualTo(bytes);
    assertThat(tunnel.closed().getCount()).isZero();
  }

  @Test
  void endsWhenTheRemoteEndsThoughNothingIsTyped() throws Exception {
    LoopTunnel tunnel = new LoopTunnel();
    tunnel.output().close();
    InputStream nothingTyped = new PipedInputStream(new PipedOutputStream());

    new Pump(nothingTyped, new ByteArrayOutputStream(), tunnel).run();

    assertThat(tunnel.closed().getCount()).isZero();
  }

  /** A pipe breaks when its writing thread ends, so that one stays as long as the tunnel. */
  private static void writeAndStay(OutputStream out, byte[] bytes, LoopTunnel tunnel) {
    try {
      out.write(bytes);
      out.flush();
      tunnel.closed().await();
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Ends the local input once everything has come back. */
  private static final class EndAfter extends OutputStream {
    private final ByteArrayOutputStream to;
    private final int count;
    private final OutputStream ends;

    EndAfter(ByteArrayOutputStream to, int count, OutputStream ends) {
      this.to = to;
      this.count = count;
      this.ends = ends;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      to.write(bytes, from, length);
      if (to.size() == count) {
        ends.close();
      }
    }
  }
}
