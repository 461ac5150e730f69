package io.sagemakerssh.local.stale;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.job.ResourceKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Asks SageMaker whether a job is over. */
public final class JobEnds {
  private static final Set<String> ENDED = Set.of("Completed", "Failed", "Stopped");

  private final Supplier<SageMakerClient> sagemaker;

  public JobEnds(Supplier<SageMakerClient> sagemaker) {
    this.sagemaker = sagemaker;
  }

  /**
   * How the job ended; empty if it runs, or if nobody knows: it is no training job, or of another
   * account or region.
   *
   * @param arn as in the instance's tag
   * @throws io.sagemakerssh.core.error.UserError if SageMaker cannot be asked
   */
  public Optional<String> of(String name, String arn) {
    if (arn.isEmpty() || !ResourceKind.TRAINING.matchesArn(arn)) {
      return Optional.empty();
    }
    AwsCall call =
        new AwsCall("see how job '" + name + "' is", "sagemaker:DescribeTrainingJob", arn);
    try {
      String status =
          sagemaker
              .get()
              .describeTrainingJob(request -> request.trainingJobName(name))
              .trainingJobStatusAsString();
      return Optional.of(status).filter(ENDED::contains);
    } catch (SdkException failure) {
      if (isMissing(failure)) {
        return Optional.empty();
      }
      throw call.failure(failure);
    }
  }

  private static boolean isMissing(SdkException failure) {
    return failure instanceof SageMakerException refused
        && refused.awsErrorDetails() != null
        && String.valueOf(refused.awsErrorDetails().errorMessage()).contains("not found");
  }
}
