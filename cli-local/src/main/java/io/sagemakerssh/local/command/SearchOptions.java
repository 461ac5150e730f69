package io.sagemakerssh.local.command;

import io.sagemakerssh.core.polling.Polling;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which container is meant, and how long it is waited for. */
final class SearchOptions {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  @Option(
      names = "--node",
      paramLabel = "<node>",
      description = "The node of a job with several, such as algo-2.")
  private String node;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "300",
      converter = SecondsConverter.class,
      description =
          "How long to wait for the container to come online; ${DEFAULT-VALUE} unless told.")
  private Duration timeout;

  Optional<String> node() {
    return Optional.ofNullable(node);
  }

  Duration timeout() {
    return timeout;
  }

  Polling patience() {
    return Polling.of(FIRST_PAUSE, LONGEST_PAUSE, timeout);
  }
}
