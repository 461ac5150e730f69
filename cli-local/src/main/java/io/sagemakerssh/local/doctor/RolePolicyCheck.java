package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.permissions.Identity;
import io.sagemakerssh.local.permissions.Permission;
import io.sagemakerssh.local.permissions.Policy;
import io.sagemakerssh.local.permissions.PolicyScope;
import io.sagemakerssh.local.permissions.PolicySimulation;
import io.sagemakerssh.local.permissions.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What IAM's simulator says of one of the container's roles.
 *
 * @param executor asks about several permissions at a time
 */
record RolePolicyCheck(Identity identity, Case of, Executor executor) implements Check {
  /** What Amazon's own agent needs and ours does not. */
  private static final String OPTIONAL = "AmazonAgentOnly";

  static String name(Identity identity) {
    return identity.word() + " policy";
  }

  @Override
  public String name() {
    return name(identity);
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
      return of.ssmRole()
          .map(this::look)
          .orElseGet(() -> Finding.unknown("the job's environment has no SSH_SSM_ROLE"));
    } catch (UserError error) {
      if (error.why().contains("NoSuchEntity")) {
        return Finding.unknown("there is no such role");
      }
      return Denials.unknown(error);
    }
  }

  private Finding look(String ssmRole) {
    PolicyScope scope = of.scope(ssmRole);
    String arn = identity == Identity.SSM ? scope.ssmRoleArn() : of.job().roleArn();
    List<Permission> denied =
        new PolicySimulation(of::iam, executor)
            .of(identity, Policy.of(identity, scope), Principal.role(arn)).stream()
                .filter(permission -> !permission.allowed())
                .filter(permission -> !permission.statement().sid().equals(OPTIONAL))
                .toList();
    if (denied.isEmpty()) {
      return Finding.ok(arn + " has what it needs");
    }
    Permission first = denied.get(0);
    return Finding.warn(
        arn + " may not do " + first.action() + " on " + first.resource(),
        first.forbidden()
            ? "A policy denies it explicitly: ask whoever administers the account."
            : "Add this statement to its policy: " + first.statement().line(),
        ExitCode.ACCESS_DENIED);
  }
}
