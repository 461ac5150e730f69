package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.core.config.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The machine that jobs run on.
 *
 * @param directory below which every job has a directory of its own
 * @param environment of which jobs see the search path and where Java is
 * @param endpoint the local AWS, asked when a job starts
 * @param stopGrace how long a job that is told to stop may take before it is killed
 */
public record JobHost(
    Path directory,
    Environment environment,
    Supplier<URI> endpoint,
    String region,
    Duration stopGrace,
    Clock clock) {

  /** What SageMaker grants. */
  public static final Duration USUAL_STOP_GRACE = Duration.ofMinutes(2);
}
