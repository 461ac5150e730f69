package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.job.JobState;
import io.sagemakerssh.local.stale.Deregistration;
import io.sagemakerssh.local.stale.JobEnds;
import io.sagemakerssh.local.stale.StaleInstance;
import io.sagemakerssh.local.stale.StaleSearch;
import io.sagemakerssh.local.stale.StaleTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gc}. */
@Command(
    name = "gc",
    description = {
      "Deregister your stale instances: those without a connection whose job has ended, or that are older than"
          + " --older-than.",
      "Touches only instances with the helper's tags; asks first."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training gc --dry-run",
      "  sm-local-ssh-training gc --older-than 7d --yes"
    })
final class GcCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--older-than",
      paramLabel = "<age>",
      converter = AgeConverter.class,
      description =
          "Also instances of this age whose job is not known to have ended, such as 12h or 7d.")
  private Duration olderThan;

  @Option(names = "--all-owners", description = "Also other people's instances.")
  private boolean allOwners;

  @Option(names = "--dry-run", description = "Only show what would be deregistered.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  GcCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      String me = CallerIdentity.of(clients).userId();
      List<StaleInstance> stale =
          new StaleSearch(
                  new InstanceDirectory(clients::ssm),
                  new JobEnds(new JobState(ServiceClients.sageMaker(clients))),
                  executor,
                  Clock.systemUTC())
              .find(allOwners ? Optional.empty() : Optional.of(me), Optional.ofNullable(olderThan));
      print(stale, me);
      if (stale.isEmpty() || dryRun) {
        return 0;
      }
      String question = "Deregister " + count(stale.size()) + "?";
      if (!yes && !new Confirmation(surroundings, spec).of(question)) {
        surroundings.err().println("Nothing is deregistered.");
        return 0;
      }
      deregister(stale, new Deregistration(clients::ssm));
      return 0;
    } finally {
      executor.shutdownNow();
    }
  }

  private void print(List<StaleInstance> stale, String me) throws IOException {
    if (stale.isEmpty() && !output.isJson()) {
      surroundings.err().println("There is no stale instance.");
      return;
    }
    output.print(surroundings.out(), StaleTable.of(me, Instant.now()), stale);
  }

  private void deregister(List<StaleInstance> stale, Deregistration deregistration) {
    List<UserError> failures = new ArrayList<>();
    for (StaleInstance one : stale) {
      deregistration.of(one.registration().id()).ifPresent(failures::add);
    }
    surroundings.err().println("Deregistered " + count(stale.size() - failures.size()) + ".");
    if (!failures.isEmpty()) {
      UserError first = failures.get(0);
      throw new UserError(
          first.exitCode(),
          "Cannot deregister " + count(failures.size()),
          first.why(),
          first.advice(),
          first);
    }
  }

  private static String count(int number) {
    return number == 1 ? "1 instance" : number + " instances";
  }
}
