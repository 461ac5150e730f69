package io.sagemakerssh.local.stale;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;

/** Makes instances unknown to SSM. */
public final class Deregistration {
  private final Supplier<SsmClient> ssm;

  public Deregistration(Supplier<SsmClient> ssm) {
    this.ssm = ssm;
  }

  /** Deregisters an instance; one that is gone already is no failure. */
  public Optional<UserError> of(InstanceId instance) {
    AwsCall call =
        new AwsCall(
            "deregister instance " + instance,
            "ssm:DeregisterManagedInstance",
            "arn:aws:ssm:*:*:managed-instance/" + instance);
    try {
      call.make(() -> deregister(instance));
      return Optional.empty();
    } catch (UserError failure) {
      return Optional.of(failure);
    }
  }

  private Object deregister(InstanceId instance) {
    try {
      return ssm.get().deregisterManagedInstance(request -> request.instanceId(instance.value()));
    } catch (InvalidInstanceIdException gone) {
      return gone;
    }
  }
}
