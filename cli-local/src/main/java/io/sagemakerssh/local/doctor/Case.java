package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.job.JobState;
import io.sagemakerssh.local.permissions.PolicyScope;
import io.sagemakerssh.local.tunnel.Tunnel;
import io.sagemakerssh.local.tunnel.TunnelOpener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the checks share: each thing is asked for once, when a check first wants it. */
final class Case {
  private final AwsClients aws;
  private final Optional<Destination> destination;
  private final Optional<KeysPath> keys;
  private final Executor executor;
  private final Fact<List<ServiceEndpoint.Answer>> endpoints;
  private final Fact<GetCallerIdentityResponse> caller;
  private final Fact<DescribeTrainingJobResponse> job;
  private final Fact<List<ManagedInstance>> instances;
  private final Fact<Registration> registration;
  private final Fact<TunnelOpener> opener;
  private final Fact<Tunnel> tunnel;
  private final Supplier<IamClient> iam;
  private final Supplier<CloudWatchLogsClient> logs;

  /**
   * A case.
   *
   * @param destination the job, if the user named one
   * @param keys where public keys travel through, if not through the account's default bucket
   * @param executor for what is to be asked side by side, or not waited for to its end
   * @param openers makes tunnels to a container's SSH port
   */
  Case(
      AwsClients aws,
      Optional<Destination> destination,
      Optional<KeysPath> keys,
      Executor executor,
      Function<Registration, TunnelOpener> openers) {
    this.aws = aws;
    this.destination = destination;
    this.keys = keys;
    this.executor = executor;
    this.endpoints = new Fact<>(() -> ServiceEndpoint.askAll(aws, executor));
    this.caller = new Fact<>(() -> CallerIdentity.of(aws));
    this.job =
        new Fact<>(
            () -> new JobState(ServiceClients.sageMaker(aws)).describe(jobName().orElseThrow()));
    InstanceDirectory directory = new InstanceDirectory(aws::ssm);
    this.instances = new Fact<>(() -> directory.find(destination.orElseThrow().query()));
    this.registration =
        new Fact<>(
            () ->
                directory.registration(
                    instances().stream()
                        .filter(ManagedInstance::isOnline)
                        .findFirst()
                        .orElseThrow()));
    this.opener = new Fact<>(() -> openers.apply(registration()));
    this.tunnel = new Fact<>(() -> opener().open());
    this.iam = ServiceClients.iam(aws);
    this.logs = ServiceClients.logs(aws);
  }

  AwsClients aws() {
    return aws;
  }

  Executor executor() {
    return executor;
  }

  Optional<Destination> destination() {
    return destination;
  }

  /** The job, unless nothing or an instance was named. */
  Optional<JobName> jobName() {
    return destination.flatMap(Destination::job);
  }

  /** What every endpoint answered. */
  List<ServiceEndpoint.Answer> endpoints() {
    return endpoints.get();
  }

  GetCallerIdentityResponse caller() {
    return caller.get();
  }

  DescribeTrainingJobResponse job() {
    return job.get();
  }

  /** The SSM role as the job's environment names it: the part behind {@code role/}. */
  Optional<String> ssmRole() {
    return Optional.ofNullable(job().environment().get(ContainerVariables.SSH_SSM_ROLE))
        .filter(role -> !role.isBlank())
        .map(role -> role.replaceFirst("^arn:.*:role/", ""));
  }

  /** The job's instances, newest first. */
  List<ManagedInstance> instances() {
    return instances.get();
  }

  /** The newest online instance with its tags. */
  Registration registration() {
    return registration.get();
  }

  TunnelOpener opener() {
    return opener.get();
  }

  /** The first tunnel to the container. */
  Tunnel tunnel() {
    return tunnel.get();
  }

  IamClient iam() {
    return iam.get();
  }

  CloudWatchLogsClient logs() {
    return logs.get();
  }

  /** What the policies of this case are for. */
  PolicyScope scope(String ssmRole) {
    String account = caller().account();
    KeysPath path = keys.orElseGet(() -> KeysPath.ofAccount(aws.region().id(), account));
    return PolicyScope.of(aws.region(), account, path, ssmRole);
  }
}
