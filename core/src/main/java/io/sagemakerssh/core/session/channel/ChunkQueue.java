package io.sagemakerssh.core.session.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes in the chunks in which they came, not copied before they are read. Guarded by its user. */
public final class ChunkQueue {
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private int size;

  /** Adds the bytes from a buffer's position to its limit; the buffer becomes ours. */
  public void add(ByteBuffer chunk) {
    if (chunk.hasRemaining()) {
      chunks.add(chunk);
      size += chunk.remaining();
    }
  }

  /** The number of bytes. */
  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Takes out the first bytes, as many as there are and fit.
   *
   * @return how many
   */
  public int take(byte[] target, int offset, int length) {
    int count = 0;
    while (count < length && !chunks.isEmpty()) {
      ByteBuffer chunk = chunks.peek();
      int part = Math.min(chunk.remaining(), length - count);
      chunk.get(target, offset + count, part);
      count += part;
      if (!chunk.hasRemaining()) {
        chunks.remove();
      }
    }
    size -= count;
    return count;
  }

  public void clear() {
    chunks.clear();
    size = 0;
  }
}
