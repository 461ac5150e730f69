package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/** IAM's client, whose classes are loaded only by commands that ask IAM. */
final class IamClients {
  private IamClients() {}

  /** A client made at its first use. */
  static Supplier<IamClient> of(AwsClients aws) {
    return new Supplier<>() {
      private IamClient client;

      @Override
      public synchronized IamClient get() {
        if (client == null) {
          client = aws.configure(IamClient.builder()).build();
        }
        return client;
      }
    };
  }
}
