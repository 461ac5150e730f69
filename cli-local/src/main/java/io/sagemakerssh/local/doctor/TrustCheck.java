package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.permissions.Policy;
import io.sagemakerssh.local.permissions.Statement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether the SSM role is there, and Systems Manager may assume it. */
record TrustCheck(Case of) implements Check {
  static final String NAME = "role trust";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(JobCheck.NAME);
  }

  @Override
  public Finding look() {
    if (of.jobName().isEmpty()) {
      return Finding.unknown("no job was named");
    }
    try {
      return of.ssmRole().map(this::look).orElseGet(TrustCheck::unnamed);
    } catch (UserError error) {
      return Denials.unknown(error);
    }
  }

  private Finding look(String role) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    Optional<String> document = trust(name);
    if (document.isEmpty()) {
      return Finding.warn(
          "there is no role '" + name + "', which SSH_SSM_ROLE names",
          "Make it with docs/iam.cfn.yaml, or name another in the job's environment.",
          ExitCode.REGISTRATION_FAILED);
    }
    if (document.get().contains("\"ssm.amazonaws.com\"")) {
      return Finding.ok(role + " trusts ssm.amazonaws.com");
    }
    Statement missing = Policy.ssmTrust(of.scope(role)).statements().get(0);
    return Finding.warn(
        "the SSM role " + role + " does not trust ssm.amazonaws.com",
        "Add this statement to the trust policy of role " + name + ": " + missing.line(),
        ExitCode.REGISTRATION_FAILED);
  }

  private Optional<String> trust(String name) {
    return new AwsCall("see role '" + name + "'", "iam:GetRole", "*")
        .make(
            () -> {
              try {
                String document =
                    of.iam().getRole(r -> r.roleName(name)).role().assumeRolePolicyDocument();
                return Optional.of(URLDecoder.decode(document, StandardCharsets.UTF_8));
              } catch (NoSuchEntityException missing) {
                return Optional.empty();
              }
            });
  }

  private static Finding unnamed() {
    return Finding.warn(
        "the job's environment has no SSH_SSM_ROLE",
        "Start the job again with SSH_SSM_ROLE, the part of the SSM role's ARN behind 'role/'.",
        ExitCode.REGISTRATION_FAILED);
  }
}
