package io.sagemakerssh.local.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Says one known line in other words, and passes all other bytes on as they come. No more is held
 * back than the beginning of what may become that line.
 */
final class RewordedLine extends OutputStream {
  private static final int IN_ANOTHER_LINE = -1;

  private final OutputStream to;
  private final byte[] line;
  private final byte[] words;
  private int matched;

  /**
   * A stream on top of another.
   *
   * @param line the line, without its end
   * @param words come in its stead
   */
  RewordedLine(OutputStream to, String line, String words) {
    this.to = to;
    this.line = line.getBytes(StandardCharsets.UTF_8);
    this.words = words.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int oneByte) throws IOException {
    if (matched >= 0 && matched < line.length && line[matched] == (byte) oneByte) {
      matched++;
      return;
    }
    boolean lineEnds = oneByte == '\n' || oneByte == '\r';
    if (matched == line.length && lineEnds) {
      to.write(words);
    } else {
      release();
    }
    to.write(oneByte);
    matched = lineEnds ? 0 : IN_ANOTHER_LINE;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int index = offset; index < offset + length; index++) {
      if (matched == IN_ANOTHER_LINE && bytes[index] != '\n' && bytes[index] != '\r') {
        int end = index;
        while (end < offset + length && bytes[end] != '\n' && bytes[end] != '\r') {
          end++;
        }
        to.write(bytes, index, end - index);
        index = end - 1;
      } else {
        write(bytes[index]);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /** Passes on what was held back. The stream below stays open. */
  @Override
  public void close() throws IOException {
    release();
    to.flush();
  }

  private void release() throws IOException {
    if (matched > 0) {
      to.write(line, 0, matched);
      matched = IN_ANOTHER_LINE;
    }
  }
}
