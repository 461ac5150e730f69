package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.AccessDenied;

/** What SSM's operations ask of IAM. */
record Access(AccessControl accessControl, ManagedInstances instances) {

  /** An action without a resource. */
  void demand(Caller caller, String action) {
    accessControl.demand(caller, "ssm:" + action, "*");
  }

  /** An action on an instance, with its tags as condition keys. */
  void demandInstance(Caller caller, String action, String instanceId) {
    accessControl.demand(
        caller, "ssm:" + action, instances.arn(instanceId), instances.context(instanceId));
  }

  /**
   * An action that only the instance itself may do.
   *
   * @throws AccessDenied if the caller is another
   */
  void demandSelf(Caller caller, String action, String instanceId) {
    demandInstance(caller, action, instanceId);
    if (!caller.sessionName().equals(instanceId)) {
      throw new AccessDenied("User: " + caller.arn() + " is not managed instance " + instanceId);
    }
  }
}
