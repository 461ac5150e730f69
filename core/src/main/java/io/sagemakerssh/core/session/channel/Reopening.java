package io.sagemakerssh.core.session.channel;

import java.time.Duration;

/**
 * When a channel's websocket is opened, the first time as well as after a loss: at once, then after
 * 100 to 199 ms, doubled each time up to 5 s. A channel that never heard its other end gives up
 * after some attempts, for then something is wrong that will stay wrong; one that did goes on for
 * longer, since laptops change networks. The count begins anew only when the other end is heard, or
 * a websocket has lasted in a session that is idle, so that a service which accepts and drops
 * connections is given up too. Guarded by the channel's lock.
 *
 * <p>The delays are the official programs' ({@code retryer.go:36-58} of the
 * session-manager-plugin).
 */
final class Reopening {
  private static final long LONGEST_MILLIS = 5000;
  private static final int MOST_DOUBLINGS = 6;

  /** Longer than it takes to notice that nothing comes through a websocket. */
  private static final Duration LASTING = Duration.ofSeconds(30);

  private final Scheduler scheduler;
  private final int openAttempts;
  private final Duration patience;
  private final Runnable attempt;
  private int attempts;
  private boolean wasHeard;
  private long since;
  private long openedAt;

  /**
   * For one channel.
   *
   * @param openAttempts how often to try before the other end was heard for the first time
   * @param patience how long to try after that
   * @param attempt may block; runs on a thread of its own
   */
  Reopening(Scheduler scheduler, int openAttempts, Duration patience, Runnable attempt) {
    this.scheduler = scheduler;
    this.openAttempts = openAttempts;
    this.patience = patience;
    this.attempt = attempt;
  }

  /** Arranges the next attempt; false if there were enough. */
  boolean start() {
    if (attempts == 0) {
      since = scheduler.nanoTime();
      attempts = 1;
      scheduler.execute(attempt);
      return true;
    }
    if (isEnough()) {
      return false;
    }
    attempts++;
    scheduler.schedule(delay(), () -> scheduler.execute(attempt));
    return true;
  }

  /** A websocket is open. */
  void opened() {
    openedAt = scheduler.nanoTime();
  }

  /** That websocket was lost. */
  void lost() {
    if (wasHeard && scheduler.nanoTime() - openedAt >= LASTING.toNanos()) {
      attempts = 0;
    }
  }

  /** The other end was heard. */
  void succeeded() {
    wasHeard = true;
    attempts = 0;
  }

  private boolean isEnough() {
    return wasHeard ? scheduler.nanoTime() - since >= patience.toNanos() : attempts >= openAttempts;
  }

  /** The clock's last digits are chance enough to keep many channels from trying in step. */
  private Duration delay() {
    long base = 100 + Math.floorMod(scheduler.nanoTime() / 1000, 100L);
    return Duration.ofMillis(
        Math.min(base << Math.min(attempts - 2, MOST_DOUBLINGS), LONGEST_MILLIS));
  }
}
