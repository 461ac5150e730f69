package io.sagemakerssh.local.aws;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who the credentials belong to. */
public final class CallerIdentity {
  private CallerIdentity() {}

  /**
   * Asks STS.
   *
   * @throws io.sagemakerssh.core.error.UserError if it cannot be asked
   */
  public static GetCallerIdentityResponse of(AwsClients aws) {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity());
  }
}
