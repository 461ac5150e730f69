package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.permissions.Identity;
import io.sagemakerssh.local.permissions.Permission;
import io.sagemakerssh.local.permissions.PermissionTable;
import io.sagemakerssh.local.permissions.Policy;
import io.sagemakerssh.local.permissions.PolicyScope;
import io.sagemakerssh.local.permissions.PolicySimulation;
import io.sagemakerssh.local.permissions.Principal;
import io.sagemakerssh.local.permissions.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** {@code iam check}. */
@Command(
    name = "check",
    description = {
      "Ask IAM's policy simulator whether somebody has every permission that the flow needs; you, unless told.",
      "Ends with exit code 13 if one is missing. Policies of the organisation and of resources are not looked at."
    },
    footer = {
      "",
      "Example:",
      "  sm-local-ssh-training iam check --role execution --principal arn:aws:iam::123456789012:role/JobRole"
    })
final class IamCheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private PolicyOptions policy;
  @Mixin private KeyOptions keys;
  @Spec private CommandSpec spec;

  @Option(
      names = "--role",
      paramLabel = "<role>",
      defaultValue = "laptop",
      description =
          "Whose policy to check for: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told.")
  private Identity identity;

  @Option(
      names = "--principal",
      paramLabel = "<arn>",
      description =
          "The user or role to ask about. The SSM role is --ssm-role unless told; the laptop's is yours.")
  private String principal;

  @Mixin private OutputOptions output;

  IamCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (identity == Identity.EXECUTION && principal == null) {
      throw new ParameterException(
          spec.commandLine(), "--role execution needs --principal, the role's ARN");
    }
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      List<Permission> permissions = permissions(clients, executor);
      print(permissions);
      refuseMissing(permissions);
      return 0;
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Permission> permissions(AwsClients clients, ExecutorService executor) {
    GetCallerIdentityResponse caller = CallerIdentity.of(clients);
    PolicyScope scope =
        policy.scope(clients, keys, surroundings.environment(), () -> caller.account());
    Supplier<IamClient> iam = ServiceClients.iam(clients);
    return new PolicySimulation(iam, executor)
        .of(identity, Policy.of(identity, scope), principal(caller, scope, iam));
  }

  private Principal principal(
      GetCallerIdentityResponse caller, PolicyScope scope, Supplier<IamClient> iam) {
    if (principal != null) {
      return Principal.role(principal);
    }
    return identity == Identity.SSM
        ? Principal.role(scope.ssmRoleArn())
        : Principal.of(caller, iam);
  }

  private void print(List<Permission> permissions) throws IOException {
    output.print(surroundings.out(), PermissionTable.COLUMNS, permissions);
    if (output.isJson()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Statement statement : PermissionTable.missing(permissions, identity)) {
      lines.add("");
      lines.add("Missing: " + statement.line());
    }
    if (!lines.isEmpty()) {
      Output.lines(surroundings.out(), lines);
    }
  }

  private static void refuseMissing(List<Permission> permissions) {
    long missing = permissions.stream().filter(permission -> !permission.allowed()).count();
    if (missing == 0) {
      return;
    }
    boolean forbidden = permissions.stream().anyMatch(Permission::forbidden);
    throw new UserError(
        ExitCode.ACCESS_DENIED,
        "Permissions are missing",
        missing + " of " + permissions.size() + " are not granted",
        forbidden
            ? "A policy denies some of them explicitly: ask whoever administers the account about it."
            : "Add the statements above to the policy, or take the whole one from 'iam policy'.");
  }
}
