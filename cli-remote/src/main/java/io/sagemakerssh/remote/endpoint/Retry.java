package io.sagemakerssh.remote.endpoint;

import io.sagemakerssh.core.polling.Sleeper;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats a call that failed for a passing reason, after a random part of a pause that doubles: the
 * many nodes of a job register at the same moment and must not try again at the same moment.
 *
 * @param attempts how often to call at most
 * @param firstPause the longest first pause
 * @param longestPause what the doubling ends at
 * @param sleeper waits
 */
public record Retry(int attempts, Duration firstPause, Duration longestPause, Sleeper sleeper) {
  private static final int BRIEF_ATTEMPTS = 3;

  public static final Retry USUAL =
      new Retry(8, Duration.ofMillis(500), Duration.ofSeconds(15), Sleeper.THREAD);

  /** For what somebody waits for: the AWS SDK's own number of attempts. */
  public Retry brief() {
    return new Retry(Math.min(attempts, BRIEF_ATTEMPTS), firstPause, longestPause, sleeper);
  }

  /** AWS asks for patience. */
  public static boolean isThrottled(SdkException failure) {
    return failure instanceof AwsServiceException service
        && (service.isThrottlingException() || service.getMessage().contains("TooManyUpdates"));
  }

  /** AWS asks for patience, is in trouble, or is not to be reached. */
  public static boolean isPassing(SdkException failure) {
    return isThrottled(failure)
        || !(failure instanceof AwsServiceException service)
        || service.statusCode() >= 500;
  }

  /**
   * The call's value, or its last failure.
   *
   * @param isWorthRepeating whether a failure deserves another attempt
   */
  public <T> T call(Supplier<T> call, Predicate<SdkException> isWorthRepeating) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException failure) {
        if (attempt == attempts || !isWorthRepeating.test(failure)) {
          throw failure;
        }
      }
      long millis = pause.toMillis();
      sleeper.sleepOrGiveUp(
          Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1)));
      pause = pause.multipliedBy(2);
      if (pause.compareTo(longestPause) > 0) {
        pause = longestPause;
      }
    }
  }
}
