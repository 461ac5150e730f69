package io.sagemakerssh.core.submit;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/**
 * Wraps requests for training jobs, so that the jobs can be connected to:
 *
 * <pre>{@code
 * SshOptions ssh = SshOptions.of("service-role/SageMakerRole", sts.getCallerIdentity().userId());
 * sagemaker.createTrainingJob(TrainingJobs.withSsh(request, ssh));
 * }</pre>
 *
 * The job's source directory must hold the {@code sagemaker_ssh_helper/} library.
 */
public final class TrainingJobs {
  private TrainingJobs() {}

  /**
   * The same request with the helper's variables in the job's environment. All else stays; of the
   * environment only variables of the same names are replaced, so wrapping twice is harmless.
   */
  public static CreateTrainingJobRequest withSsh(
      CreateTrainingJobRequest request, SshOptions options) {
    Map<String, String> environment = new LinkedHashMap<>(request.environment());
    environment.putAll(options.environment());
    return request.toBuilder().environment(environment).build();
  }
}
