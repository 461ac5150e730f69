package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.daemon.DaemonStatus.State;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.util.Optional;
import java.util.Set;

/** Whether the container is registered and its SSM agent online. */
record AgentCheck(ContainerLayout layout) implements Check {
  static final String NAME = "SSM agent";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(DaemonCheck.NAME, CredentialsCheck.NAME);
  }

  @Override
  public Finding look() {
    Optional<DaemonStatus> status = DaemonStatus.read(layout.daemonStatus());
    String sentence = status.map(DaemonStatus::agentSentence).orElse("It has not been started.");
    if (status.filter(one -> one.state() == State.ONLINE).isPresent()) {
      return Finding.ok(sentence);
    }
    return Finding.fail(
        sentence,
        "Wait a moment and look again; then see "
            + layout.daemonLog()
            + ", and that the network reaches ssm and ssmmessages.",
        ExitCode.INSTANCE_OFFLINE);
  }
}
