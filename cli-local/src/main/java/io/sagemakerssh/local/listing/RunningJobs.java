package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

/** The training jobs that run, as SageMaker tells of them. */
final class RunningJobs {
  /** More are not looked at: each that has no instance costs a call. */
  private static final int MOST = 100;

  private final Supplier<SageMakerClient> sagemaker;

  RunningJobs(Supplier<SageMakerClient> sagemaker) {
    this.sagemaker = sagemaker;
  }

  /** The newest running jobs, newest first. */
  List<TrainingJobSummary> all() {
    AwsCall call = new AwsCall("list the training jobs", "sagemaker:ListTrainingJobs", "*");
    List<TrainingJobSummary> jobs = new ArrayList<>();
    String next = null;
    do {
      ListTrainingJobsRequest request =
          ListTrainingJobsRequest.builder()
              .statusEquals(TrainingJobStatus.IN_PROGRESS)
              .sortBy("CreationTime")
              .sortOrder("Descending")
              .maxResults(MOST)
              .nextToken(next)
              .build();
      ListTrainingJobsResponse page = call.make(() -> sagemaker.get().listTrainingJobs(request));
      jobs.addAll(page.trainingJobSummaries());
      next = page.nextToken();
    } while (next != null && jobs.size() < MOST);
    return jobs;
  }

  /** The row of a job that has no instance. */
  JobRow withoutInstance(TrainingJobSummary job) {
    DescribeTrainingJobResponse found =
        new JobState(sagemaker).describe(new JobName(job.trainingJobName()));
    boolean ssh = "true".equalsIgnoreCase(found.environment().get(ContainerVariables.START_SSH));
    return new JobRow(
        job.trainingJobName(),
        Optional.empty(),
        ssh ? JobRow.STARTING : JobRow.NONE,
        Optional.ofNullable(found.environment().get(ContainerVariables.SSH_OWNER_TAG)),
        job.creationTime(),
        Optional.empty());
  }
}
