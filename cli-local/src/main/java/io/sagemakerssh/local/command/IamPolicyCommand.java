package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.permissions.Identity;
import io.sagemakerssh.local.permissions.Policy;
import io.sagemakerssh.local.permissions.PolicyScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code iam policy}. */
@Command(
    name = "policy",
    description = {
      "Print the least-privilege policies: yours on the laptop, the execution role's, the SSM role's.",
      "AWS is asked only for what the options do not tell."
    },
    footer = {
      "",
      "Example:",
      "  sm-local-ssh-training iam policy --role execution --ssm-role service-role/SsmRole > policy.json"
    })
final class IamPolicyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private PolicyOptions policy;
  @Mixin private KeyOptions keys;
  @Spec private CommandSpec spec;

  @Option(
      names = "--role",
      paramLabel = "<role>",
      description = "Only one's policy, as plain JSON: ${COMPLETION-CANDIDATES}.")
  private Identity identity;

  @Option(
      names = "--trust",
      description = "With --role ssm: the role's trust policy instead of its permissions.")
  private boolean trust;

  IamPolicyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (trust && identity != Identity.SSM) {
      throw new ParameterException(spec.commandLine(), "--trust goes with --role ssm");
    }
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      PolicyScope scope =
          policy.scope(
              clients,
              keys,
              surroundings.environment(),
              () -> CallerIdentity.of(clients).account());
      Output.lines(surroundings.out(), identity == null ? all(scope) : List.of(one(scope)));
      return 0;
    }
  }

  private String one(PolicyScope scope) {
    return (trust ? Policy.ssmTrust(scope) : Policy.of(identity, scope)).text();
  }

  private static List<String> all(PolicyScope scope) {
    List<String> lines = new ArrayList<>();
    for (Identity one : Identity.values()) {
      lines.add("# " + one.title());
      lines.add(Policy.of(one, scope).text());
      lines.add("");
    }
    lines.add("# Who may assume the SSM role");
    lines.add(Policy.ssmTrust(scope).text());
    return lines;
  }
}
