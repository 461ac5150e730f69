package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.relay.Relay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sm-relay}. */
@Command(
    name = "sm-relay",
    description =
        "The container's end of 'cp --via s3': moves pieces of files to signed URLs and from them, as it is told on"
            + " standard input.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RelayCommand implements Callable<Integer> {
  private final Container container;

  RelayCommand(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() throws IOException {
    try (AwsClients clients = new AwsClients(AwsSettings.of(container.environment()))) {
      new Relay(clients.http(), container.out())
          .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
    return ExitCode.OK.status();
  }
}
