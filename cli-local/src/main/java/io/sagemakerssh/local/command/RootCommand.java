package io.sagemakerssh.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command. */
@Command(
    name = "sm-local-ssh-training",
    versionProvider = Version.class,
    description = "A shell, files and ports inside the containers of SageMaker training jobs.",
    footer = {"", "Example:", "  sm-local-ssh-training connect my-job"})
final class RootCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command is given");
  }
}
