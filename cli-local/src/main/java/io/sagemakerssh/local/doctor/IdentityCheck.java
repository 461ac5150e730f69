package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import java.util.Set;

/** Whether AWS accepts the credentials, and whose they are. */
record IdentityCheck(Case of) implements Check {
  static final String NAME = "identity";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(CredentialsCheck.NAME, EndpointsCheck.NAME, ClockCheck.NAME);
  }

  @Override
  public Finding look() {
    return Finding.ok(of.caller().arn() + ", UserId " + of.caller().userId());
  }
}
