package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The bytes that came, for one reader. Bounded: an offer is refused while too much is unread, and
 * the channel is told when there is room again. Guarded by its own monitor, under which nothing of
 * the channel is called.
 */
public final class InboundStream extends InputStream {
  private final int mostUnread;
  private final Runnable onRoom;
  private final ChunkQueue unread = new ChunkQueue();
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
    if (unread.size() >= mostUnread) {
      refused = true;
      return false;
    }
    unread.add(bytes);
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
      count = unread.take(target, offset, length);
      room = refused && unread.size() <= mostUnread / 2;
      refused &= !room;
    }
    if (room) {
      onRoom.run();
    }
    return count;
  }

  @Override
  public synchronized int available() {
    return unread.size();
  }

  /** Throws away what is unread and whatever else comes; the session goes on. */
  @Override
  public void close() {
    synchronized (this) {
      discarding = true;
      unread.clear();
      notifyAll();
    }
    onRoom.run();
  }

  private boolean awaitBytes() throws IOException {
    while (unread.isEmpty()) {
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
}
