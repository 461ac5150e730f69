package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Destination;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The job of a command that is about the job and not about one of its instances. */
final class JobArgument {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "<job>",
      description = "The job's name, or its host name <job>.training.sagemaker.")
  private String job;

  JobName name() {
    return Destination.parse(job, ResourceKind.TRAINING, Optional.empty())
        .job()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "'" + job + "' is an instance, and a job is needed"));
  }
}
