package io.sagemakerssh.core.session.forward;

import io.sagemakerssh.core.session.channel.ChunkQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The bytes that came for one stream, within the budget of all. Guarded by its own monitor. */
final class MuxInput extends InputStream {
  private final ReceiveBudget budget;
  private final ChunkQueue unread = new ChunkQueue();
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
    unread.add(ByteBuffer.wrap(bytes));
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
      count = unread.take(target, start, length);
    }
    budget.release(count);
    return count;
  }

  @Override
  public synchronized int available() {
    return unread.size();
  }

  @Override
  public void close() {
    int dropped;
    synchronized (this) {
      closed = true;
      dropped = unread.size();
      unread.clear();
      notifyAll();
    }
    budget.release(dropped);
  }

  private boolean awaitBytes() throws IOException {
    while (unread.isEmpty()) {
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
}
