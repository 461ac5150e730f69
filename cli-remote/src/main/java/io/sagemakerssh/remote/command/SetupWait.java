package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.DaemonLog;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.setup.ContainerSetup.Joined;
import io.sagemakerssh.remote.waiting.DirectoryWatch;
import io.sagemakerssh.remote.waiting.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The wait of {@code sm-setup-ssh}, which ends with whether SSH can be had. */
final class SetupWait {
  private static final Duration REGISTRATION = Duration.ofSeconds(30);

  private final Container prefixed;
  private final ProcessHandle waiter;

  /**
   * @param prefixed where its output goes
   * @param waiter whose wait it is
   */
  SetupWait(Container prefixed, ProcessHandle waiter) {
    this.prefixed = prefixed;
    this.waiter = waiter;
  }

  /**
   * Waits; who came first tells what the daemon says meanwhile.
   *
   * @return the exit status
   */
  @SuppressWarnings("try") // held, not used
  int until(Joined joined) throws IOException, InterruptedException {
    if (!joined.first()) {
      return awaitEnd(joined);
    }
    try (DaemonLog log = DaemonLog.follow(prefixed.layout().daemonLog(), prefixed.out())) {
      return awaitEnd(joined);
    }
  }

  private int awaitEnd(Joined joined) throws IOException, InterruptedException {
    Wait.Outcome outcome = new ContainerWait(prefixed, waiter).until(joined.deadline());
    if (outcome == Wait.Outcome.TIME_UP) {
      awaitRegistration();
    }
    Optional<UserError> failure = status().flatMap(DaemonStatus::failure);
    if (outcome != Wait.Outcome.STOPPED && failure.isPresent()) {
      prefixed.out().println(ErrorText.of(SetupSsh.NAME, failure.get()));
      return failure.get().exitCode().status();
    }
    return ExitCode.OK.status();
  }

  /** Who does not want to wait still is to know whether SSH can be had. */
  private void awaitRegistration() throws IOException, InterruptedException {
    try (DirectoryWatch watch = DirectoryWatch.of(prefixed.layout().run())) {
      watch.await(() -> status().filter(DaemonStatus::isSettled).isPresent(), REGISTRATION);
    }
  }

  private Optional<DaemonStatus> status() {
    return DaemonStatus.read(prefixed.layout().daemonStatus());
  }
}
