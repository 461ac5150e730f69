package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.util.Optional;
import java.util.Set;

/** Whether the daemon runs; where it gave up, why. */
record DaemonCheck(ContainerLayout layout) implements Check {
  static final String NAME = "daemon";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(SettingsCheck.NAME);
  }

  @Override
  public Finding look() {
    Optional<DaemonStatus> status = DaemonStatus.read(layout.daemonStatus());
    Optional<UserError> failure = status.flatMap(DaemonStatus::failure);
    if (failure.isPresent()) {
      return Finding.fail(failure.get());
    }
    if (status.isPresent() && ProcessLock.isHeld(layout.daemonLock())) {
      return Finding.ok("process " + status.get().pid());
    }
    return Finding.fail(
        status.isPresent() ? "the daemon has died" : "SSH has not been set up in this container",
        "Run sm-setup-ssh, or let train.py begin with setup_and_start_ssh(); its log is "
            + layout.daemonLog(),
        ExitCode.SETUP_FAILED);
  }
}
