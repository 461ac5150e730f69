package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.local.permissions.PolicyScope;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What policies are for. */
final class PolicyOptions {
  @Option(
      names = "--account",
      paramLabel = "<number>",
      description = "The account's number; otherwise that of your credentials.")
  private String account;

  @Option(
      names = "--ssm-role",
      paramLabel = "<path/name>",
      defaultValue = "SageMakerSshHelper",
      description =
          "The SSM role, the part of its ARN behind role/, as in SSH_SSM_ROLE; ${DEFAULT-VALUE} unless told.")
  private String ssmRole;

  /**
   * The scope.
   *
   * @param ownAccount asks AWS for the account, if it is not told
   */
  PolicyScope scope(
      AwsClients aws, KeyOptions keys, Environment environment, Supplier<String> ownAccount) {
    String number = account == null ? ownAccount.get() : account;
    KeysPath path =
        keys.keysPath(environment).orElseGet(() -> KeysPath.ofAccount(aws.region().id(), number));
    return PolicyScope.of(aws.region(), number, path, ssmRole);
  }
}
