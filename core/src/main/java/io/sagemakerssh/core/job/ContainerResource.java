package io.sagemakerssh.core.job;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import java.util.Optional;

/**
 * The SageMaker resource that a container belongs to, as the container itself can tell.
 *
 * @param name the job's, notebook's or app's name; empty for an endpoint
 * @param arn its ARN; empty for an endpoint and in SageMaker's local mode
 */
public record ContainerResource(String name, String arn) {
  private static final ContainerResource ENDPOINT = new ContainerResource("", "");

  /**
   * Finds the resource by the files of Studio apps and notebooks, then of processing jobs, then by
   * the variables of training and of transform jobs; what is left is an endpoint.
   *
   * @throws io.sagemakerssh.core.error.UserError if one of the files is there but unreadable
   */
  public static ContainerResource of(BaseDirectory base, Environment environment) {
    return base.json("metadata/resource-metadata.json")
        .map(json -> named(json, "ResourceName", "ResourceArn"))
        .or(
            () ->
                base.json("config/processingjobconfig.json")
                    .map(json -> named(json, "ProcessingJobName", "ProcessingJobArn")))
        .or(() -> trainingJob(environment))
        .or(() -> transformJob(environment))
        .orElse(ENDPOINT);
  }

  private static ContainerResource named(JsonObject json, String nameField, String arnField) {
    return new ContainerResource(
        BaseDirectory.text(json, nameField), BaseDirectory.text(json, arnField));
  }

  private static Optional<ContainerResource> trainingJob(Environment environment) {
    return environment
        .text(ContainerVariables.TRAINING_JOB_NAME)
        .map(
            name ->
                new ContainerResource(
                    name, environment.text(ContainerVariables.TRAINING_JOB_ARN).orElse("")));
  }

  private static Optional<ContainerResource> transformJob(Environment environment) {
    return environment
        .text(ContainerVariables.TRANSFORM_JOB_ARN)
        .map(arn -> new ContainerResource(arn.substring(arn.indexOf('/') + 1), arn));
  }
}
