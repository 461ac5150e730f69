package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who the credentials belong to. */
final class CallerIdentity {
  private CallerIdentity() {}

  static GetCallerIdentityResponse of(AwsClients aws) {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity());
  }
}
