package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Whether there are credentials, valid or not. */
record CredentialsCheck(Case of) implements Check {
  static final String NAME = "credentials";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RegionCheck.NAME);
  }

  @Override
  public Finding look() {
    AwsCredentials found =
        new AwsCall("find your AWS credentials", "sts:GetCallerIdentity", "*")
            .make(() -> of.aws().credentials().resolveCredentials());
    String id = found.accessKeyId();
    return Finding.ok("access key …" + id.substring(Math.max(0, id.length() - 4)));
  }
}
