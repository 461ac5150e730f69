package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.waiting.StopMarker;
import io.sagemakerssh.remote.waiting.WaitingProcesses;
import io.sagemakerssh.remote.waiting.WaitingProcesses.WaitingProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sm-wait}. */
@Command(
    name = "sm-wait",
    description = "Waits before the training begins, so that you can connect.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WaitCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 5 * 24 * 60 * 60;

  private final Container container;

  @Parameters(
      paramLabel = "(<seconds> | stop | list)",
      description = {
        "<seconds>: wait that long, or until somebody runs 'sm-wait stop'",
        "stop: end all waiting in this container",
        "list: show who waits"
      })
  private String what;

  WaitCommand(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() throws Exception {
    switch (what) {
      case "stop" -> stop();
      case "list" -> list();
      default ->
          new ContainerWait(container, ProcessHandle.current())
              .until(Instant.now().plus(seconds()));
    }
    return ExitCode.OK.status();
  }

  /** Told before it is done: the container may end as soon as the wait does. */
  private void stop() {
    container.out().println("sm-wait: Stopping all waiting processes.");
    container.out().flush();
    new StopMarker(container.layout().stopMarker()).set();
  }

  private void list() {
    List<WaitingProcess> waiting =
        new WaitingProcesses(container.layout().waitingProcesses()).all();
    if (waiting.isEmpty()) {
      container.out().println("sm-wait: Nobody is waiting.");
      return;
    }
    container.out().printf("%10s %12s%n", "PID", "SECONDS LEFT");
    Instant now = Instant.now();
    for (WaitingProcess process : waiting) {
      long left = Math.max(0, Duration.between(now, process.deadline()).toSeconds());
      container.out().printf("%10d %12d%n", process.pid(), left);
    }
  }

  private Duration seconds() {
    try {
      int seconds = Integer.parseInt(what);
      if (seconds >= 0 && seconds <= LONGEST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException notANumber) {
      // Refused below with the same words as a number out of range.
    }
    throw new UserError(
        ExitCode.USAGE,
        "'" + what + "' is neither a number of seconds nor 'stop' nor 'list'",
        "a wait takes 0 to " + LONGEST_SECONDS + " seconds",
        "Run 'sm-wait 600', 'sm-wait stop' or 'sm-wait list'.");
  }
}
