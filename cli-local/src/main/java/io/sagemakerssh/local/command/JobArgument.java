package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Destination;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the job of a command that is about the job and not about one of its instances. */
final class JobArgument {
  private JobArgument() {}

  static JobName parse(CommandSpec spec, String text) {
    return Destination.parse(text, ResourceKind.TRAINING, Optional.empty())
        .job()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "'" + text + "' is an instance, and a job is needed"));
  }
}
