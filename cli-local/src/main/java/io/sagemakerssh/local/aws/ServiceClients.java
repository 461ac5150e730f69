package io.sagemakerssh.local.aws;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.Lazy;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * Clients of the services that only some commands call: each made at its first use and kept. No
 * class of a service is loaded before.
 */
public final class ServiceClients {
  private ServiceClients() {}

  public static Supplier<SageMakerClient> sageMaker(AwsClients aws) {
    return Lazy.of(() -> aws.configure(SageMakerClient.builder()).build());
  }

  public static Supplier<IamClient> iam(AwsClients aws) {
    return Lazy.of(() -> aws.configure(IamClient.builder()).build());
  }

  public static Supplier<CloudWatchLogsClient> logs(AwsClients aws) {
    return Lazy.of(() -> aws.configure(CloudWatchLogsClient.builder()).build());
  }
}
