package io.sagemakerssh.local.copy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads from one tree and writes to the other. */
public final class StreamCarrier implements Carrier {
  private static final int BUFFER = 128 * 1024;

  private final FileTree source;
  private final FileTree destination;

  /** A carrier from one to the other. */
  public StreamCarrier(FileTree source, FileTree destination) {
    this.source = source;
    this.destination = destination;
  }

  @Override
  public void carry(CopyItem item, String part, long offset, Progress progress) throws IOException {
    try (InputStream in = source.read(item.from(), offset);
        OutputStream out = destination.write(part, offset)) {
      byte[] buffer = new byte[BUFFER];
      long left = item.entry().size() - offset;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new EOFException("it became shorter while it was copied");
        }
        out.write(buffer, 0, count);
        progress.moved(count);
        left -= count;
      }
    }
  }
}
