package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.endpoint.Retry;
import io.sagemakerssh.remote.endpoint.S3Endpoint;
import io.sagemakerssh.remote.key.AuthorizedKeys;
import io.sagemakerssh.remote.key.KeyInstaller;
import io.sagemakerssh.remote.key.KeyLocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sm-install-key}, where no daemon runs to do it faster. */
@Command(
    name = "sm-install-key",
    description = "Fetches a public key from S3 and lets it log in.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InstallKey implements Callable<Integer> {
  private final Container container;

  @Parameters(paramLabel = "s3://bucket/key.pub", description = "an object that holds one key")
  private String uri;

  InstallKey(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() {
    KeyLocation location = KeyLocation.parse(uri);
    try (AwsClients clients = new AwsClients(AwsSettings.of(container.environment()))) {
      SshPublicKey key =
          new KeyInstaller(
                  new S3Endpoint(clients, Retry.USUAL)::read,
                  new AuthorizedKeys(container.layout()))
              .install(location);
      container.out().println("sm-install-key: Installed the public key " + key.fingerprint());
    }
    return ExitCode.OK.status();
  }
}
