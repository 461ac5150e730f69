package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.job.JobStop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stop}. */
@Command(
    name = "stop",
    description = {
      "Stop a training job. SageMaker gives its container two minutes to end by itself, and keeps what it has written"
          + " to /opt/ml/model.",
      "To end only the container's waiting, so that training begins, use stop-waiting."
    },
    footer = {"", "Example:", "  sm-local-ssh-training stop my-job"})
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private JobArgument job;

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    JobName name = job.name();
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      new JobStop(ServiceClients.sageMaker(clients)).of(name);
    }
    Output.lines(surroundings.out(), List.of("Job '" + name + "' is stopping"));
    return 0;
  }
}
