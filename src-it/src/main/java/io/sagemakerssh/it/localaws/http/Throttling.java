package io.sagemakerssh.it.localaws.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses an operation a given number of times, as AWS does at too high a rate. */
public final class Throttling {
  private final Map<String, Integer> remaining = new ConcurrentHashMap<>();

  /**
   * Throttles the next calls of an operation.
   *
   * @param action {@code ssm:StartSession}; for S3 the HTTP method stands for the operation: {@code
   *     s3:PUT}
   */
  public void throttle(String action, int times) {
    remaining.put(action, times);
  }

  /** Counts one call. */
  boolean refuses(String action) {
    boolean[] refused = {false};
    remaining.computeIfPresent(
        action,
        (name, times) -> {
          refused[0] = times > 0;
          return times > 1 ? times - 1 : null;
        });
    return refused[0];
  }
}
