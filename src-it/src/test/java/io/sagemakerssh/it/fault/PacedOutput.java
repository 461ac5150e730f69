package io.sagemakerssh.it.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** Writes as the official agent does: 1,024 bytes, then a rest of 1 ms ({@code port_basic.go}). */
public final class PacedOutput extends OutputStream {
  private static final int CHUNK = 1024;
  private static final long REST_NANOS = 1_000_000;

  private final OutputStream out;

  public PacedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += CHUNK) {
      out.write(bytes, offset + done, Math.min(CHUNK, length - done));
      LockSupport.parkNanos(REST_NANOS);
    }
  }
}
