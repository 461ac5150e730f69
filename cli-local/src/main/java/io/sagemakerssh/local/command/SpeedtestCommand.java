package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.speedtest.SpeedLimits;
import io.sagemakerssh.local.speedtest.SpeedResult;
import io.sagemakerssh.local.speedtest.SpeedTest;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code speedtest}. */
@Command(
    name = "speedtest",
    description = {
      "Measure the connection to a job's container: time to connect, round trip, upload, download over one session and"
          + " over several at once.",
      "Sends and receives zeros for a few seconds, at most 1 GiB each; writes nothing in the container."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training speedtest my-job",
      "  sm-local-ssh-training speedtest my-job --seconds 2 --output json"
    })
final class SpeedtestCommand implements Callable<Integer> {
  private static final int MOST_SECONDS = 60;
  private static final int MOST_SESSIONS = 16;

  private final Surroundings surroundings;

  @Mixin private TargetOptions target;
  @Mixin private KeyOptions keys;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "<seconds>",
      defaultValue = "5",
      description = "The most for each measurement of a rate, 1 to 60 (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--sessions",
      paramLabel = "<count>",
      defaultValue = "8",
      description = "How many sessions at once, 1 to 16 (default: ${DEFAULT-VALUE}).")
  private int sessions;

  SpeedtestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    check("--seconds", seconds, MOST_SECONDS);
    check("--sessions", sessions, MOST_SESSIONS);
    Steps steps = new Steps(surroundings.err(), surroundings.terminal(), surroundings.terminal());
    ScheduledExecutorService timer = BackgroundThreads.timer();
    try (Trip trip = target.trip(surroundings, keys, steps);
        LocalListener listener = LocalListener.bind(0)) {
      SpeedResult result =
          run(
              new SpeedTest(
                  trip.commands(listener, surroundings.err()),
                  new SpeedLimits(Duration.ofSeconds(seconds), SpeedLimits.USUAL_BYTES, sessions),
                  timer,
                  steps::note),
              listener);
      Output.lines(
          surroundings.out(), output.isJson() ? List.of(result.json().toString()) : result.lines());
      return 0;
    } finally {
      timer.shutdownNow();
    }
  }

  /** A session that could not be opened is the reason for what its command missed. */
  private static SpeedResult run(SpeedTest test, LocalListener listener)
      throws InterruptedException {
    try {
      return test.run();
    } catch (UserError failed) {
      throw listener.failure().orElse(failed);
    }
  }

  private void check(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from 1 to " + most + ", not " + value);
    }
  }
}
