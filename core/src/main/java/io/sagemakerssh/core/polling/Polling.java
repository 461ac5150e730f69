package io.sagemakerssh.core.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks again and again until there is an answer or time is up: soon at first, then at intervals
 * that grow by half up to a longest one.
 *
 * @param first the pause after the first question
 * @param longest no pause is longer
 * @param timeout from the first question on; zero asks once
 */
public record Polling(
    Clock clock, Sleeper sleeper, Duration first, Duration longest, Duration timeout) {

  /** The system's clock and sleep. */
  public static Polling of(Duration first, Duration longest, Duration timeout) {
    return new Polling(Clock.systemUTC(), Sleeper.THREAD, first, longest, timeout);
  }

  public Polling withTimeout(Duration other) {
    return new Polling(clock, sleeper, first, longest, other);
  }

  /**
   * Asks until the answer is not empty.
   *
   * @param question given the time left, never negative; what it throws ends the polling
   * @return empty if time is up
   */
  public <T> Optional<T> until(Function<Duration, Optional<T>> question) {
    Instant end = clock.instant().plus(timeout);
    Duration pause = first;
    Duration left = timeout;
    while (true) {
      Optional<T> answer = question.apply(left);
      if (answer.isPresent()) {
        return answer;
      }
      left = Duration.between(clock.instant(), end);
      if (left.isNegative() || left.isZero()) {
        return Optional.empty();
      }
      sleeper.sleepOrGiveUp(shorter(pause, left));
      left = positive(Duration.between(clock.instant(), end));
      pause = shorter(pause.multipliedBy(3).dividedBy(2), longest);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
