package io.sagemakerssh.core.polling;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.time.Duration;

/** Lets time pass: the thread's sleep, or a test's clock set forward. */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps on the calling thread. */
  Sleeper THREAD = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;

  /**
   * Sleeps where an interrupt means that the user gave up.
   *
   * @throws UserError with {@link ExitCode#INTERRUPTED}
   */
  default void sleepOrGiveUp(Duration duration) {
    try {
      sleep(duration);
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      throw new UserError(
          ExitCode.INTERRUPTED, "Interrupted", "the wait was interrupted", "Start it again.");
    }
  }
}
