package io.sagemakerssh.local.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A tunnel to a port that sends everything back. */
final class LoopTunnel implements Tunnel {
  private final PipedInputStream in = new PipedInputStream(1 << 16);
  private final PipedOutputStream out = new PipedOutputStream();
  private final CountDownLatch closed = new CountDownLatch(1);

  LoopTunnel() {
    try {
      out.connect(in);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public InputStream input() {
    return in;
  }

  @Override
  public OutputStream output() {
    return out;
  }

  CountDownLatch closed() {
    return closed;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    closed.countDown();
  }
}
