package io.sagemakerssh.core.session.forward;

import java.io.InterruptedIOException;

/**
 * The bytes received for all streams of a session that their readers have not taken yet. Version 1
 * of smux has no window of its own for each stream: once the budget is used up nothing more is read
 * from the session, so a reader that stays away holds up the other streams too.
 */
final class ReceiveBudget {
  private final int most;
  private long used;
  private boolean ended;

  ReceiveBudget(int most) {
    this.most = most;
  }

  /** Waits until there is room for a frame, however long it is. */
  synchronized void awaitRoom() throws InterruptedIOException {
    while (used >= most && !ended) {
      try {
        wait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while streams were not read");
      }
    }
  }

  synchronized void take(int bytes) {
    used += bytes;
  }

  synchronized void release(long bytes) {
    used -= bytes;
    notifyAll();
  }

  /** Lets go of whoever waits. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
