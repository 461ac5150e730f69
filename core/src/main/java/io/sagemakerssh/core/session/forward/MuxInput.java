package io.sagemakerssh.core.session.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** The bytes that came for one stream, within the budget of all. */
final class MuxInput extends InputStream {
  private final ReceiveBudget budget;
  private final Deque<byte[]> chunks = new ArrayDeque<>();

  /** What has been read of the first chunk. */
  private int offset;

  private int unread;
  private boolean finished;
  private boolean closed;
  private IOException failure;

  MuxInput(ReceiveBudget budget) {
    this.budget = budget;
  }

  /** Adds bytes, which become ours. */
  synchronized void add(byte[] bytes) {
    if (closed || finished || bytes.length == 0) {
      return;
    }
    budget.take(bytes.length);
    chunks.add(bytes);
    unread += bytes.length;
    notifyAll();
  }

  /** The other end has closed the stream: what has come is all. */
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /** The session is over and this stream was not. */
  synchronized void fail(IOException cause) {
    if (!finished) {
      failure = cause;
    }
    notifyAll();
  }

  synchronized boolean isFinished() {
    return finished;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count;
    synchronized (this) {
      if (!awaitBytes()) {
        return -1;
      }
      count = take(target, start, length);
    }
    budget.release(count);
    return count;
  }

  @Override
  public synchronized int available() {
    return unread;
  }

  @Override
  public void close() {
    int dropped;
    synchronized (this) {
      closed = true;
      dropped = unread;
      unread = 0;
      chunks.clear();
      notifyAll();
    }
    budget.release(dropped);
  }

  private boolean awaitBytes() throws IOException {
    while (chunks.isEmpty()) {
      if (closed) {
        throw new IOException("The connection is closed");
      }
      if (finished) {
        return false;
      }
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
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

  private int take(byte[] target, int start, int length) {
    int count = 0;
    while (count < length && !chunks.isEmpty()) {
      byte[] chunk = chunks.peek();
      int part = Math.min(chunk.length - offset, length - count);
      System.arraycopy(chunk, offset, target, start + count, part);
      count += part;
      offset += part;
      if (offset == chunk.length) {
        chunks.remove();
        offset = 0;
      }
    }
    unread -= count;
    return count;
  }
}
