package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import java.util.Set;

/** Whether the job's role can call AWS from here. */
record CredentialsCheck(AwsClients aws) implements Check {
  static final String NAME = "job's role";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Finding look() {
    return Finding.ok(
        new AwsCall("ask AWS who the job is", "sts:GetCallerIdentity", "*")
            .make(() -> aws.sts().getCallerIdentity().arn()));
  }
}
