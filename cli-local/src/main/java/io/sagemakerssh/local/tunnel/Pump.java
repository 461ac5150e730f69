package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.session.forward.ForwardedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies bytes both ways between local streams and a tunnel, each way in a thread of its own, until
 * either way ends. SSH has no use for a half-closed connection, and Session Manager has none.
 */
public final class Pump {
  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private final InputStream in;
  private final OutputStream out;
  private final Tunnel tunnel;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * A pump that has not begun.
   *
   * @param in to the tunnel
   * @param out from the tunnel
   */
  public Pump(InputStream in, OutputStream out, Tunnel tunnel) {
    this.in = in;
    this.out = out;
    this.tunnel = tunnel;
  }

  /** Copies until one side ends, then closes the tunnel. The local streams stay open. */
  public void run() throws InterruptedException {
    run(() -> {});
  }

  /**
   * As {@link #run()}.
   *
   * @param whenEnded run once one side has ended, before the tunnel closes, which may take a while
   */
  void run(Runnable whenEnded) throws InterruptedException {
    start("sm-ssh-up", in, tunnel.output());
    start("sm-ssh-down", tunnel.input(), out);
    try {
      ended.await();
    } finally {
      whenEnded.run();
      tunnel.close();
    }
  }

  private void start(String name, InputStream from, OutputStream to) {
    Thread thread = new Thread(() -> copy(from, to), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void copy(InputStream from, OutputStream to) {
    byte[] chunk = new byte[ForwardedConnection.CHUNK_BYTES];
    try {
      for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
        to.write(chunk, 0, length);
        to.flush();
      }
    } catch (IOException broken) {
      LOG.debug("A tunnel's stream broke", broken);
    } finally {
      ended.countDown();
    }
  }
}
