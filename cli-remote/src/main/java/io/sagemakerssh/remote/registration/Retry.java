package io.sagemakerssh.remote.registration;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats a call that failed for a passing reason, after a random part of a pause that doubles: the
 * many nodes of a job register at the same moment and must not try again at the same moment.
 *
 * @param attempts how often to call at most
 * @param firstPause the longest first pause
 * @param longestPause what the doubling ends at
 * @param sleep waits
 */
record Retry(int attempts, Duration firstPause, Duration longestPause, Sleep sleep) {
  static final Retry USUAL =
      new Retry(8, Duration.ofMillis(500), Duration.ofSeconds(15), Thread::sleep);

  /** Waits for some milliseconds. */
  @FunctionalInterface
  interface Sleep {
    void millis(long milliseconds) throws InterruptedException;
  }

  /**
   * The call's value, or its last failure.
   *
   * @param isPassing whether a failure is worth another attempt
   */
  <T> T call(Supplier<T> call, Predicate<RuntimeException> isPassing) {
    long pause = firstPause.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (RuntimeException failure) {
        if (attempt == attempts || !isPassing.test(failure)) {
          throw failure;
        }
        try {
          sleep.millis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw failure;
        }
        pause = Math.min(pause * 2, longestPause.toMillis());
      }
    }
  }
}
