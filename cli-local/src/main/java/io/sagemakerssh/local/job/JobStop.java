package io.sagemakerssh.local.job;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobRequest;

/** Stops a training job. */
public final class JobStop {
  private final Supplier<SageMakerClient> sagemaker;

  public JobStop(Supplier<SageMakerClient> sagemaker) {
    this.sagemaker = sagemaker;
  }

  /**
   * Asks SageMaker to stop it. It gives the container two minutes to end by itself.
   *
   * @throws UserError with {@link ExitCode#JOB_ENDED} if it has ended already
   */
  public void of(JobName job) {
    JobState state = new JobState(sagemaker);
    if (state.isOver(job)) {
      throw new UserError(
          ExitCode.JOB_ENDED,
          "Cannot stop job '" + job + "'",
          "it has ended already: its status is " + state.status(job),
          "There is nothing left to do.");
    }
    new AwsCall(
            "stop job '" + job + "'",
            "sagemaker:StopTrainingJob",
            "arn:aws:sagemaker:*:*:training-job/" + job)
        .make(
            () ->
                sagemaker
                    .get()
                    .stopTrainingJob(
                        StopTrainingJobRequest.builder().trainingJobName(job.value()).build()));
  }
}
