package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.local.listing.JobListing;
import io.sagemakerssh.local.listing.JobListing.Listing;
import io.sagemakerssh.local.listing.JobTable;
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
        "List the running jobs and their containers: job, node, state of SSH, owner, age, instance.",
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training list",
      "  sm-local-ssh-training list --all --output json"
    })
final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;

  @Mixin private OutputOptions output;

  @Option(names = "--all", description = "Also containers that are not online.")
  private boolean all;

  ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      Listing listing = new JobListing(clients, executor).listing(all);
      listing
          .jobsUnknown()
          .ifPresent(
              error -> surroundings.err().println("note: " + error.what() + ": " + error.why()));
      output.print(surroundings.out(), JobTable.of(listing.me(), Instant.now()), listing.rows());
      return 0;
    } finally {
      executor.shutdownNow();
    }
  }
}
