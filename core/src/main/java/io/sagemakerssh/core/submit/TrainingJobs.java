package io.sagemakerssh.core.submit;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/**
 * Wraps requests for training jobs, so that the jobs can be connected to:
 *
 * <pre>{@code
 * SshOptions ssh = SshOptions.of("SageMakerSshHelper", sts.getCallerIdentity().userId());
 * sagemaker.createTrainingJob(TrainingJobs.withSsh(request, ssh));
 * }</pre>
 *
 * The job's source directory must hold the {@code sagemaker_ssh_helper/} library and its program
 * start SSH; or one of the other methods sees to it. Wrapping twice is harmless. Nothing here calls
 * AWS.
 */
public final class TrainingJobs {
  private TrainingJobs() {}

  /**
   * The same request with the helper's variables in the job's environment. All else stays; of the
   * environment only variables of the same names are replaced.
   *
   * @throws UserError with {@link ExitCode#REQUEST_REFUSED} if the container would have no network
   */
  public static CreateTrainingJobRequest withSsh(
      CreateTrainingJobRequest request, SshOptions options) {
    if (Boolean.TRUE.equals(request.enableNetworkIsolation())) {
      throw new UserError(
          ExitCode.REQUEST_REFUSED,
          "Job '" + request.trainingJobName() + "' cannot have SSH",
          "EnableNetworkIsolation leaves its container without any network",
          "Set EnableNetworkIsolation to false while you look into the job.");
    }
    return withEnvironment(request, options.environment());
  }

  /**
   * The same request with its sources from another archive.
   *
   * @param submitDirectory the archive's {@code s3://} URI
   */
  public static CreateTrainingJobRequest withSources(
      CreateTrainingJobRequest request, String submitDirectory) {
    return withHyperparameter(request, Hyperparameters.SUBMIT_DIRECTORY, submitDirectory);
  }

  /**
   * The same request with an entry point that starts SSH and then runs the program, for sources
   * that hold {@link ScriptMode#entryPoint()}.
   *
   * @throws IllegalArgumentException if the request is not in script mode
   */
  public static CreateTrainingJobRequest withEntryPoint(CreateTrainingJobRequest request) {
    ScriptMode script =
        ScriptMode.of(request)
            .orElseThrow(() -> new IllegalArgumentException("The request is not in script mode"));
    if (script.program().equals(script.entryPoint())) {
      return request;
    }
    return withEnvironment(
        withHyperparameter(request, Hyperparameters.PROGRAM, script.entryPoint()),
        Map.of(ContainerVariables.SSH_ENTRY_POINT, script.program()));
  }

  /**
   * The same request for any image: the bundle as an input channel, and before the container's own
   * command one that starts SSH.
   *
   * @param bundle the {@code s3://} URI of the directory that holds the bundle
   * @param entryPoint the image's own, which the request's {@code ContainerEntrypoint} goes before;
   *     an empty list for an image that has none
   * @throws UserError with {@link ExitCode#ENTRY_POINT_UNKNOWN} if neither is given
   */
  public static CreateTrainingJobRequest withBundle(
      CreateTrainingJobRequest request, String bundle, Optional<List<String>> entryPoint) {
    if (request.algorithmSpecification() == null) {
      throw new UserError(
          ExitCode.REQUEST_REFUSED,
          "Job '" + request.trainingJobName() + "' cannot have SSH",
          "the request has no AlgorithmSpecification",
          "Say what the job runs: TrainingImage and TrainingInputMode.");
    }
    if (!request.algorithmSpecification().hasContainerEntrypoint() && entryPoint.isEmpty()) {
      throw ContainerStart.unknownEntryPoint();
    }
    List<Channel> channels = new ArrayList<>(request.inputDataConfig());
    channels.removeIf(channel -> ContainerStart.CHANNEL.equals(channel.channelName()));
    channels.add(ContainerStart.channel(bundle));
    return request.toBuilder()
        .inputDataConfig(channels)
        .algorithmSpecification(
            ContainerStart.before(request.algorithmSpecification(), entryPoint.orElse(List.of())))
        .build();
  }

  private static CreateTrainingJobRequest withHyperparameter(
      CreateTrainingJobRequest request, String name, String value) {
    Map<String, String> hyperparameters = new LinkedHashMap<>(request.hyperParameters());
    Hyperparameters.put(hyperparameters, name, value);
    return request.toBuilder().hyperParameters(hyperparameters).build();
  }

  private static CreateTrainingJobRequest withEnvironment(
      CreateTrainingJobRequest request, Map<String, String> variables) {
    Map<String, String> environment = new LinkedHashMap<>(request.environment());
    environment.putAll(variables);
    return request.toBuilder().environment(environment).build();
  }
}
