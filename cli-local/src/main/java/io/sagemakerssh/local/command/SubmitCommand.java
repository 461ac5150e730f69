package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.home.AwsCaller;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.LibraryDirectory;
import io.sagemakerssh.local.request.RequestDiff;
import io.sagemakerssh.local.request.RequestReader;
import io.sagemakerssh.local.request.RequestSource;
import io.sagemakerssh.local.submit.Preparation;
import io.sagemakerssh.local.submit.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;

/** {@code submit}. */
@Command(
    name = "submit",
    description = {
      "Create a training job that can be connected to, of a request for one that cannot: what 'aws sagemaker"
          + " create-training-job --cli-input-json' takes.",
      "In script mode the sources get the library, and an entry point that starts SSH before the program if it does"
          + " not do so itself. In any other job the container's command starts SSH first. What is chosen is told;"
          + " the job's name is printed."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training submit request.json --connect",
      "  sm-local-ssh-training submit file://request.json --dry-run",
      "  sm-local-ssh-training submit request.json --entrypoint '[\"python3\", \"/work/main.py\"]'"
    })
final class SubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SubmitOptions options;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Request request;

  private static final class Request {
    @Parameters(
        index = "0",
        paramLabel = "<request>",
        description =
            "The request: a file, a file:// URI, the JSON itself, or - for standard input.")
    private String argument;

    @Option(
        names = "--cli-input-json",
        paramLabel = "<request>",
        description = "The same, by the name that the AWS command line gives it.")
    private String option;

    String text() {
      return argument == null ? option : argument;
    }
  }

  @Option(
      names = "--training-job-name",
      paramLabel = "<name>",
      description = "The job's name, instead of the request's.")
  private String name;

  @Option(
      names = "--dry-run",
      description = "Show what becomes of the request as a diff; upload and create nothing.")
  private boolean dryRun;

  @Option(
      names = "--connect",
      description = "Go on to connect as soon as the container is online; to the first of several.")
  private boolean connect;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "900",
      converter = SecondsConverter.class,
      description =
          "How long --connect waits for the container, which may have to fetch its image first; ${DEFAULT-VALUE}"
              + " unless told.")
  private Duration timeout;

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    CreateTrainingJobRequest wanted = wanted();
    Library library = Library.in(new LibraryDirectory(surroundings.program()).path());
    ExecutorService executor = BackgroundThreads.executor();
    try (AwsClients clients = aws.clients(surroundings.environment());
        Submission submission = new Submission(clients, library, executor)) {
      Preparation prepared = submission.prepare(wanted, options.choices());
      steps.step("SSH gets into the job by " + prepared.words());
      if (dryRun) {
        Output.lines(surroundings.out(), RequestDiff.lines(prepared.before(), prepared.after()));
        return 0;
      }
      submission.carryOut(prepared, steps::step);
      Output.lines(surroundings.out(), List.of(prepared.after().trainingJobName()));
      return connect ? connect(prepared.after(), clients) : 0;
    } finally {
      executor.shutdownNow();
    }
  }

  private CreateTrainingJobRequest wanted() {
    RequestSource source = RequestSource.of(request.text(), surroundings.in());
    CreateTrainingJobRequest read = RequestReader.read(source);
    CreateTrainingJobRequest named =
        name == null ? read : read.toBuilder().trainingJobName(name).build();
    if (named.trainingJobName() == null) {
      throw new UserError(
          ExitCode.REQUEST_REFUSED,
          "Cannot use " + source.name(),
          "it has no TrainingJobName",
          "Add one, or give --training-job-name.");
    }
    return named.toBuilder().trainingJobName(new JobName(named.trainingJobName()).value()).build();
  }

  /** To the first node, if there are several. */
  private int connect(CreateTrainingJobRequest job, AwsClients clients) {
    List<String> line = new ArrayList<>(List.of("connect", job.trainingJobName()));
    line.addAll(List.of("--timeout", Long.toString(timeout.toSeconds())));
    if (hasSeveralNodes(job.resourceConfig())) {
      line.addAll(List.of("--node", "algo-1"));
    }
    line.addAll(AwsCaller.of(clients.settings(), clients.region().id()).options());
    return new LaptopProgram(surroundings).run(line.toArray(String[]::new));
  }

  private static boolean hasSeveralNodes(ResourceConfig resources) {
    return resources != null
        && (resources.hasInstanceGroups()
            || resources.instanceCount() != null && resources.instanceCount() > 1);
  }
}
