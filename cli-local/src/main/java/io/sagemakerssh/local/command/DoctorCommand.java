package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.DiagnosisReport;
import io.sagemakerssh.core.diagnosis.Examined;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.doctor.Bundle;
import io.sagemakerssh.local.doctor.Checkup;
import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Find out why a container cannot be connected to: look at all that lies in between, and name the one cause"
          + " and its mend.",
      "Does what 'connect' does up to the SSH server's host key. Ends with the exit code of the cause."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training doctor my-job",
      "  sm-local-ssh-training doctor my-job --bundle report.zip"
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private KeyOptions keys;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<job>",
      description =
          "The job's name or host name, or an instance id; without it, only what concerns all jobs.")
  private String job;

  @Option(names = "--node", paramLabel = "<node>", description = "The node, such as algo-2.")
  private String node;

  @Mixin private OutputOptions output;

  @Option(
      names = "--bundle",
      paramLabel = "<file>",
      description = "Write an archive for a bug report, with everything secret left out.")
  private Path bundle;

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Destination> destination =
        Optional.ofNullable(job)
            .map(to -> Destination.parse(to, ResourceKind.TRAINING, Optional.ofNullable(node)));
    Optional<Bundle> archive =
        Optional.ofNullable(bundle).map(file -> Bundle.at(file, surroundings.environment()));
    UserHome home = UserHome.of(surroundings.environment(), surroundings.userHome());
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      Diagnosis diagnosis =
          new Checkup(clients, home, keys.keysPath(surroundings.environment()), executor)
              .of(destination, this::tell);
      conclude(diagnosis);
      if (archive.isPresent()) {
        archive.get().write(diagnosis, home);
        surroundings.err().println("Wrote " + bundle + ": look through it before you send it.");
      }
      return diagnosis.exitCode().status();
    } finally {
      executor.shutdownNow();
    }
  }

  private void tell(Examined one) {
    if (!output.isJson()) {
      try {
        Output.lines(surroundings.out(), List.of(DiagnosisReport.line(one)));
      } catch (IOException closed) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void conclude(Diagnosis diagnosis) throws IOException {
    if (output.isJson()) {
      Output.lines(surroundings.out(), List.of(DiagnosisReport.json(diagnosis).toString()));
      return;
    }
    String well =
        job == null
            ? "Nothing is wrong so far. Name a job to look at it."
            : "Nothing is wrong: 'connect " + job + "' should work.";
    Output.lines(surroundings.out(), List.of(""));
    Output.lines(surroundings.out(), DiagnosisReport.conclusion(diagnosis, well));
  }
}
