package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.connect.WaitStop;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stop-waiting}. */
@Command(
    name = "stop-waiting",
    description = "End the container's waiting, so that training begins. Needs no connection.",
    footer = {"", "Example:", "  sm-local-ssh-training stop-waiting my-job"})
final class StopWaitingCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;

  @Parameters(
      index = "0",
      paramLabel = "<job>",
      description =
          "The job's name, its host name <job>.training.sagemaker, or an instance id mi-….")
  private String job;

  StopWaitingCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    try (Trip trip =
        new Trip(surroundings, job, ResourceKind.TRAINING, aws, search, new KeyOptions(), steps)) {
      String said = new WaitStop(trip.aws()).of(trip.approach().find(trip.destination()).id());
      steps.step("Stop waiting: training begins" + (said.isEmpty() ? "" : " (" + said + ")"));
      return 0;
    }
  }
}
