package io.sagemakerssh.remote.command;

import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.StopMarker;
import io.sagemakerssh.remote.waiting.Wait;
import io.sagemakerssh.remote.waiting.WaitingProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** The wait of this process, which says so when a signal ends it. */
final class ContainerWait {
  private static final String NO_AGENT = "The SSM agent has not been started: run sm-setup-ssh.";

  private ContainerWait() {}

  static Wait.Outcome run(Container container, Instant deadline)
      throws IOException, InterruptedException {
    ContainerLayout layout = container.layout();
    Path status = layout.daemonStatus();
    Wait.Outlook outlook =
        new Wait.Outlook(
            PrivateFiles.directory(layout.run()),
            () -> DaemonStatus.read(status).map(DaemonStatus::agentSentence).orElse(NO_AGENT),
            () -> DaemonStatus.read(status).filter(DaemonStatus::hasFailed).isPresent());
    Thread terminated = new Thread(() -> terminated(container.out()), "sm-ssh-wait-terminated");
    Runtime.getRuntime().addShutdownHook(terminated);
    try {
      return new Wait(
              new StopMarker(layout.stopMarker()),
              new WaitingProcesses(layout.waitingProcesses()),
              outlook,
              Clock.systemUTC(),
              container.out())
          .until(deadline);
    } finally {
      Runtime.getRuntime().removeShutdownHook(terminated);
    }
  }

  private static void terminated(PrintStream out) {
    out.println("sm-wait: Terminated.");
    out.flush();
  }
}
