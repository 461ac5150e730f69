package io.sagemakerssh.remote.command;

import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.StopMarker;
import io.sagemakerssh.remote.waiting.Wait;
import io.sagemakerssh.remote.waiting.WaitingProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** A process's wait, which says so when a signal ends it. */
final class ContainerWait {
  private static final String NO_AGENT = "The SSM agent has not been started: run sm-setup-ssh.";

  private final Container container;
  private final ProcessHandle waiter;

  /**
   * @param waiter the process that waits: this one, or a launcher that says itself what ends it
   */
  ContainerWait(Container container, ProcessHandle waiter) {
    this.container = container;
    this.waiter = waiter;
  }

  Wait.Outcome until(Instant deadline) throws IOException, InterruptedException {
    if (!waiter.equals(ProcessHandle.current())) {
      return await(deadline);
    }
    Thread terminated = new Thread(this::terminated, "sm-ssh-wait-terminated");
    Runtime.getRuntime().addShutdownHook(terminated);
    try {
      return await(deadline);
    } finally {
      Runtime.getRuntime().removeShutdownHook(terminated);
    }
  }

  private Wait.Outcome await(Instant deadline) throws IOException, InterruptedException {
    ContainerLayout layout = container.layout();
    Path status = layout.daemonStatus();
    Wait.Outlook outlook =
        new Wait.Outlook(
            PrivateFiles.directory(layout.run()),
            () -> DaemonStatus.read(status).map(DaemonStatus::agentSentence).orElse(NO_AGENT),
            () -> DaemonStatus.read(status).filter(DaemonStatus::hasFailed).isPresent());
    return new Wait(
            new StopMarker(layout.stopMarker()),
            new WaitingProcesses(layout.waitingProcesses()),
            outlook,
            Clock.systemUTC(),
            container.out())
        .until(waiter, deadline);
  }

  private void terminated() {
    container.out().println("sm-wait: Terminated.");
    container.out().flush();
  }
}
