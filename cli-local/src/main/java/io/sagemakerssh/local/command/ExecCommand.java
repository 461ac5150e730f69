package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.ssh.ShellWords;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exec}. */
@Command(
    name = "exec",
    aliases = "run-command",
    description = {
      "Run one command in a job's container. Its exit code becomes this program's; standard output and standard"
          + " error stay apart.",
      "A single word is a command line for the container's shell; several words are passed as they are."
    },
    footer = {"", "Example:", "  sm-local-ssh-training exec my-job -- nvidia-smi -L"})
final class ExecCommand implements Callable<Integer> {
  /** Nobody is asked anything, and no terminal is taken. */
  private static final List<String> QUIET = List.of("-T", "-o", "BatchMode=yes");

  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;
  @Mixin private KeyOptions keys;

  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "<job>",
      description =
          "The job's name, its host name <job>.training.sagemaker, or an instance id mi-….")
  private String job;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<command>",
      description = "The command and its arguments, after --.")
  private List<String> words;

  ExecCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The command's own options are none of ours. */
  @Spec
  void spec(CommandSpec ours) {
    spec = ours;
    spec.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> command = words.get(0).equals("--") ? words.subList(1, words.size()) : words;
    if (command.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No command follows --");
    }
    Steps steps = new Steps(surroundings.err(), false, surroundings.terminal());
    try (Trip trip = new Trip(surroundings, job, ResourceKind.TRAINING, aws, search, keys, steps);
        LocalListener listener = LocalListener.bind(0)) {
      List<String> line = List.of(ShellWords.commandLine(command));
      return trip.ssh(surroundings.err())
          .run(trip.arrive(), listener, QUIET, line, container -> {});
    }
  }
}
