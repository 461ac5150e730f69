package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a channel's websocket is opened, the first time as well as after a loss: at once, then after
 * 100 to 199 ms, doubled each time up to 5 s. The count begins anew only when the other end has
 * been heard, so that a service which accepts and drops connections is given up too. Guarded by the
 * channel's lock.
 *
 * <p>The delays are the official programs' ({@code retryer.go:36-58} of the
 * session-manager-plugin).
 */
final class Reopening {
  private static final long LONGEST_MILLIS = 5000;

  private final Scheduler scheduler;
  private final int mostAttempts;
  private final Runnable attempt;
  private int attempts;

  /**
   * For one channel.
   *
   * @param attempt may block; runs on a thread of its own
   */
  Reopening(Scheduler scheduler, int mostAttempts, Runnable attempt) {
    this.scheduler = scheduler;
    this.mostAttempts = mostAttempts;
    this.attempt = attempt;
  }

  /** Arranges the next attempt; false if there were enough. */
  boolean start() {
    if (attempts >= mostAttempts) {
      return false;
    }
    attempts++;
    if (attempts == 1) {
      scheduler.execute(attempt);
    } else {
      scheduler.schedule(delay(), () -> scheduler.execute(attempt));
    }
    return true;
  }

  /** The other end was heard. */
  void succeeded() {
    attempts = 0;
  }

  private Duration delay() {
    long base = ThreadLocalRandom.current().nextLong(100, 200);
    return Duration.ofMillis(Math.min(base << (attempts - 2), LONGEST_MILLIS));
  }
}
