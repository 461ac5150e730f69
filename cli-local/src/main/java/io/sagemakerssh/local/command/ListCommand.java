package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.local.listing.InstanceListing;
import io.sagemakerssh.local.listing.InstanceTable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(
    name = "list",
    description =
        "List the containers that can be connected to: job, node, status, owner, age, instance.",
    footer = {"", "Example:", "  sm-local-ssh-training list --all"})
final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;

  @Option(names = "--all", description = "Also those that are not online.")
  private boolean all;

  ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = new AwsClients(aws.settings(surroundings.environment()))) {
      Output.lines(
          surroundings.out(),
          InstanceTable.lines(new InstanceListing(clients, executor).rows(all), Instant.now()));
      return 0;
    } finally {
      executor.shutdownNow();
    }
  }
}
