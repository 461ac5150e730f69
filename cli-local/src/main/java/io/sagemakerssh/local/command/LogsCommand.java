package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.polling.Sleeper;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.job.JobLog;
import io.sagemakerssh.local.job.JobState;
import io.sagemakerssh.local.job.LogFollower;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logs}. */
@Command(
    name = "logs",
    description =
        "Print a job's log from CloudWatch Logs. Of several nodes, each line begins with its node.",
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training logs my-job",
      "  sm-local-ssh-training logs -f my-job --node algo-1 --since 10m"
    })
final class LogsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private JobArgument job;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job has ended, and say how it did.")
  private boolean follow;

  @Option(names = "--node", paramLabel = "<node>", description = "One node's lines alone.")
  private String node;

  @Option(
      names = "--since",
      paramLabel = "<age>",
      converter = AgeConverter.class,
      description = "Lines not older than this: 30s, 10m, 2h, 1d; all unless told.")
  private Duration since;

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    JobName name = job.name();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      JobState state = new JobState(ServiceClients.sageMaker(clients));
      JobLog log = new JobLog(ServiceClients.logs(clients), name, Optional.ofNullable(node));
      boolean severalNodes = node == null && state.nodeCount(name) > 1;
      Instant from = Optional.ofNullable(since).map(Instant.now()::minus).orElse(Instant.EPOCH);
      new LogFollower(log::since, () -> !follow || state.isOver(name), Sleeper.THREAD, from)
          .follow(
              line -> print(severalNodes ? line.node() + "  " + line.message() : line.message()));
      if (follow) {
        surroundings.err().println("Job '" + name + "' has ended: " + state.status(name));
      }
    } catch (UncheckedIOException nobodyReadsOn) {
      // As with 'logs job | head': what was wanted is there.
      return 0;
    }
    return 0;
  }

  private void print(String line) {
    try {
      Output.lines(surroundings.out(), List.of(line));
    } catch (IOException nobodyReads) {
      throw new UncheckedIOException(nobodyReads);
    }
  }
}
