package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * The bytes that came, for one reader. Bounded: an offer is refused while too much is unread, and
 * the channel is told when there is room again. Guarded by its own monitor, under which nothing of
 * the channel is called.
 */
public final class InboundStream extends InputStream {
  private final int mostUnread;
  private final Runnable onRoom;
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private int unread;
  private boolean refused;
  private boolean discarding;
  private SessionEnd end;

  InboundStream(int mostUnread, Runnable onRoom) {
    this.mostUnread = mostUnread;
    this.onRoom = onRoom;
  }

  /**
   * Adds bytes, without copying.
   *
   * @return whether they were taken; if not, they must be offered again once there is room
   */
  public synchronized boolean offer(ByteBuffer bytes) {
    if (discarding || !bytes.hasRemaining()) {
      return true;
    }
    if (unread >= mostUnread) {
      refused = true;
      return false;
    }
    chunks.add(bytes);
    unread += bytes.remaining();
    notifyAll();
    return true;
  }

  /** Nothing more will come; what has come can still be read. */
  public synchronized void end(SessionEnd sessionEnd) {
    if (end == null) {
      end = sessionEnd;
    }
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads what is there, waiting for the first byte.
   *
   * @return -1 after the last byte of a session that ended well
   * @throws IOException after the last byte of any other
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count;
    boolean room;
    synchronized (this) {
      if (!awaitBytes()) {
        return -1;
      }
      count = take(target, offset, length);
      room = refused && unread <= mostUnread / 2;
      refused &= !room;
    }
    if (room) {
      onRoom.run();
    }
    return count;
  }

  @Override
  public synchronized int available() {
    return unread;
  }

  /** Throws away what is unread and whatever else comes; the session goes on. */
  @Override
  public void close() {
    synchronized (this) {
      discarding = true;
      chunks.clear();
      unread = 0;
      notifyAll();
    }
    onRoom.run();
  }

  private boolean awaitBytes() throws IOException {
    while (chunks.isEmpty()) {
      if (discarding) {
        throw new IOException("The stream is closed");
      }
      if (end != null) {
        if (end.kind() == SessionEnd.Kind.REMOTE_EOF) {
          return false;
        }
        throw end.toException();
      }
      try {
        wait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while reading");
      }
    }
    return true;
  }

  private int take(byte[] target, int offset, int length) {
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
    unread -= count;
    return count;
  }
}
