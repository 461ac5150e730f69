package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.local.permissions.Identity;
import java.util.Set;

/** Whether the instance's agent is in touch with Systems Manager. */
record PingCheck(Case of) implements Check {
  static final String NAME = "ping status";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RolePolicyCheck.name(Identity.SSM), ActivationCheck.NAME);
  }

  @Override
  public Finding look() {
    if (of.instances().stream().anyMatch(ManagedInstance::isOnline)) {
      return Finding.ok("Online");
    }
    ManagedInstance newest = of.instances().get(0);
    return Finding.fail(
        newest.id() + " is not online: its ping status is " + newest.pingStatus().word(),
        "See that the job's network reaches ssm and ssmmessages (NAT gateway or VPC endpoints, no"
            + " network isolation); the container's side: sm-doctor.",
        ExitCode.INSTANCE_OFFLINE);
  }
}
