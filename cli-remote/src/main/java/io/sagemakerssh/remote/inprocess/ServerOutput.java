package io.sagemakerssh.remote.inprocess;

import io.sagemakerssh.remote.port.PortInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a server writes to one client, in pieces that become messages of a session. As {@link
 * PortInput} does, a little goes on at once, and while much comes the rest of a piece is awaited
 * for a moment. SSH's windows bound what waits here. One thread reads, any may write.
 */
final class ServerOutput extends InputStream {
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(PortInput.MOMENT);

  /** Guarded by this, as is all that follows. */
  private final Deque<Written> waiting = new ArrayDeque<>();

  private long waitingBytes;

  /** What the reader waits for; 0 while it does not, and need not be woken. */
  private int wantedBytes;

  private boolean isMuch;
  private boolean ended;
  private boolean discarded;

  /** Takes what the server has written; false after the end. */
  synchronized boolean add(Written written) {
    if (ended) {
      return false;
    }
    waiting.add(written);
    waitingBytes += written.remaining();
    if (wantedBytes > 0 && waitingBytes >= wantedBytes) {
      notifyAll();
    }
    return true;
  }

  /** No more will be written; what waits can still be read. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Nothing will be read any more: whoever still tries fails, and what waits is lost. */
  void discard() {
    List<Written> lost;
    synchronized (this) {
      lost = waiting();
      waiting.clear();
      waitingBytes = 0;
      discarded = true;
      end();
    }
    lost.forEach(Written::lost);
  }

  /** What has been written and not been read. */
  synchronized List<Written> waiting() {
    return List.copyOf(waiting);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one) == -1 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] piece, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    List<Written> taken = new ArrayList<>();
    int count;
    try {
      count = take(piece, offset, length, taken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the server");
    }
    // Not under the lock: the server may go on to write.
    taken.forEach(Written::taken);
    return count;
  }

  private synchronized int take(byte[] piece, int offset, int length, List<Written> taken)
      throws IOException, InterruptedException {
    await(1, Long.MAX_VALUE);
    if (isMuch || waitingBytes >= PortInput.MUCH_BYTES) {
      await(length, MOMENT_NANOS);
    }
    if (discarded) {
      throw new IOException("The connection is closed");
    }
    int count = 0;
    while (count < length && !waiting.isEmpty()) {
      Written next = waiting.element();
      count += next.copyTo(piece, offset + count, length - count);
      if (next.remaining() == 0) {
        taken.add(waiting.remove());
      }
    }
    waitingBytes -= count;
    isMuch = count >= PortInput.MUCH_BYTES;
    return count == 0 ? -1 : count;
  }

  /** Waits until so many bytes wait, or there is an end, or so much time is over. */
  private void await(int bytes, long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    wantedBytes = bytes;
    try {
      while (waitingBytes < bytes && !ended) {
        long left = nanos - (System.nanoTime() - begin);
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } finally {
      wantedBytes = 0;
    }
  }
}
