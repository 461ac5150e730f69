package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.local.permissions.Identity;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.ConnectionStatus;

/** Whether Session Manager has a control channel to the agent: an instance may ping without one. */
record ConnectionCheck(Case of) implements Check {
  static final String NAME = "control channel";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RolePolicyCheck.name(Identity.SSM), PingCheck.NAME, TierCheck.NAME);
  }

  @Override
  public Finding look() {
    try {
      InstanceId id = of.registration().id();
      ConnectionStatus status =
          new AwsCall("see whether " + id + " is connected", "ssm:GetConnectionStatus", "*")
              .make(() -> of.aws().ssm().getConnectionStatus(r -> r.target(id.value())))
              .status();
      return status == ConnectionStatus.CONNECTED ? Finding.ok("connected") : unconnected(id);
    } catch (UserError error) {
      return Denials.unknown(error);
    }
  }

  private static Finding unconnected(InstanceId id) {
    return Finding.fail(
        "Session Manager has no connection to the agent of " + id,
        "The job's network must reach ssmmessages, too: a VPC endpoint or a NAT gateway; the SSM role"
            + " needs ssmmessages:* ('iam check --role ssm').",
        ExitCode.TARGET_NOT_CONNECTED);
  }
}
