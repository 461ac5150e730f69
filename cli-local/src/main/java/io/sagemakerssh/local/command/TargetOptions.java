package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.job.HostName;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The container that a command goes to, and what it takes to get there; not how SSH is spoken. */
final class TargetOptions {
  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;

  @Parameters(
      index = "0",
      paramLabel = "<job>",
      description =
          "The job's name, its host name <job>.training.sagemaker, or an instance id mi-….")
  private String job;

  /** The trip of a command that takes the public key there. */
  Trip trip(Surroundings surroundings, KeyOptions keys, Steps steps) {
    return new Trip(surroundings, job, ResourceKind.TRAINING, aws, search, keys, steps);
  }

  /** The trip of a command that needs no key. */
  Trip trip(Surroundings surroundings, Steps steps) {
    return trip(surroundings, new KeyOptions(), steps);
  }

  /** The trip to one node of {@link #wholeJob}. */
  Trip trip(String node, Surroundings surroundings, KeyOptions keys, Steps steps) {
    String host = node + "." + HostName.of(wholeJob().orElseThrow(), ResourceKind.TRAINING);
    return new Trip(surroundings, host, ResourceKind.TRAINING, aws, search, keys, steps);
  }

  /** The job, unless one of its nodes or an instance was named. */
  Optional<JobName> wholeJob() {
    return Destination.parse(job, ResourceKind.TRAINING, Optional.empty())
        .query()
        .host()
        .filter(host -> host.node().isEmpty() && search.node().isEmpty())
        .map(HostName::job);
  }

  Duration timeout() {
    return search.timeout();
  }

  /** The nodes of a job that start SSH, as SageMaker tells. */
  List<String> nodes(JobName ofJob, Surroundings surroundings) {
    try (AwsClients clients = aws.clients(surroundings.environment())) {
      return new JobState(ServiceClients.sageMaker(clients)).nodes(ofJob);
    }
  }
}
