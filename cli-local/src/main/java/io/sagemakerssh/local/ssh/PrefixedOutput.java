package io.sagemakerssh.local.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts a word before each line, so that what several write to one output can be told apart: a line
 * is written whole, once it has ended or grown long.
 */
public final class PrefixedOutput extends OutputStream {
  private static final int LONGEST = 64 * 1024;

  private final byte[] prefix;
  private final OutputStream to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * An output.
   *
   * @param to also the lock that keeps several of these apart; stays open
   */
  public PrefixedOutput(String prefix, OutputStream to) {
    this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    this.to = to;
  }

  @Override
  public synchronized void write(int one) throws IOException {
    line.write(one);
    if (one == '\n') {
      writeLine();
    } else if (line.size() == LONGEST) {
      endLine();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int index = offset; index < offset + length; index++) {
      write(bytes[index]);
    }
  }

  /** Writes a last line that has not ended. */
  @Override
  public synchronized void close() throws IOException {
    if (line.size() > 0) {
      endLine();
    }
  }

  private void endLine() throws IOException {
    line.write('\n');
    writeLine();
  }

  private void writeLine() throws IOException {
    synchronized (to) {
      to.write(prefix);
      line.writeTo(to);
      to.flush();
    }
    line.reset();
  }
}
