package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Optional;
import java.util.Set;

/** Whether the container is the caller's. */
record OwnerCheck(Case of) implements Check {
  static final String NAME = "owner tag";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(PingCheck.NAME);
  }

  @Override
  public Finding look() {
    Optional<String> owner;
    try {
      owner = of.registration().owner();
    } catch (UserError error) {
      return Denials.explained(error, of);
    }
    String me = of.caller().userId();
    if (owner.filter(me::equals).isPresent()) {
      return Finding.ok(me);
    }
    return Finding.warn(
        "the container's tag SSHOwner is "
            + owner.map(one -> "'" + one + "'").orElse("missing")
            + ", and you are '"
            + me
            + "'",
        "Start the job with SSH_OWNER_TAG=" + me + ", or connect as its owner.",
        ExitCode.ACCESS_DENIED);
  }
}
