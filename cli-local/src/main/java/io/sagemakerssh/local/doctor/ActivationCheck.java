package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.local.permissions.Identity;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the container is registered with Systems Manager. */
record ActivationCheck(Case of) implements Check {
  static final String NAME = "activation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(
        JobCheck.NAME, TrustCheck.NAME, RolePolicyCheck.name(Identity.EXECUTION), LogCheck.NAME);
  }

  @Override
  public Finding look() {
    try {
      if (of.instances().isEmpty()) {
        return Finding.fail(
            "no managed instance has the tags of " + of.destination().get().query(),
            "See in the job's log how far the setup is; check --region and the job's name.",
            ExitCode.TIMEOUT);
      }
    } catch (UserError error) {
      return Denials.explained(error, of);
    }
    return Finding.ok(
        of.instances().stream()
            .map(ManagedInstance::id)
            .map(Object::toString)
            .collect(Collectors.joining(", ")));
  }
}
