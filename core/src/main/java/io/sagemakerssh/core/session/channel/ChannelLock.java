package io.sagemakerssh.core.session.channel;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one lock of a data channel, held for moments: nothing blocks under it. What may call
 * strangers for long, the announcement of the end, is put off until the lock is free.
 */
final class ChannelLock {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Runnable announcement;

  /** Runs an action under the lock. */
  void locked(Runnable action) {
    lock();
    try {
      action.run();
    } finally {
      unlock();
    }
  }

  void lock() {
    lock.lock();
  }

  /** Frees the lock; announces what is to be announced if it is free then. */
  void unlock() {
    Runnable due = lock.getHoldCount() == 1 ? announcement : null;
    if (due != null) {
      announcement = null;
    }
    lock.unlock();
    if (due != null) {
      due.run();
    }
  }

  /** Runs an action once, as soon as the lock is free. Under the lock. */
  void announce(Runnable action) {
    announcement = action;
  }

  /** Waits, without the lock, until something may have changed. Under the lock. */
  void awaitChange() throws InterruptedException {
    changed.await();
  }

  /** Wakes who waits. Under the lock. */
  void signalChange() {
    changed.signalAll();
  }

  /** How many threads wait for a change. */
  int waiting() {
    lock.lock();
    try {
      return lock.getWaitQueueLength(changed);
    } finally {
      lock.unlock();
    }
  }
}
