package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.connect.JobState;
import io.sagemakerssh.local.permissions.PolicyScope;
import io.sagemakerssh.local.tunnel.Tunnel;
import io.sagemakerssh.local.tunnel.TunnelOpener;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the checks share: each thing is asked for once, when a check first wants it. */
final class Case {
  private final AwsClients aws;
  private final Optional<Destination> destination;
  private final Optional<KeysPath> keys;
  private final Fact<List<ServiceEndpoint.Answer>> endpoints;
  private final Fact<GetCallerIdentityResponse> caller;
  private final Fact<DescribeTrainingJobResponse> job;
  private final Fact<List<ManagedInstance>> instances;
  private final Fact<Registration> registration;
  private final Fact<TunnelOpener> opener;
  private final Fact<Tunnel> tunnel;
  private final Fact<IamClient> iam;
  private final Fact<CloudWatchLogsClient> logs;

  /**
   * A case.
   *
   * @param destination the job, if the user named one
   * @param keys where public keys travel through, if not through the account's default bucket
   * @param openers makes tunnels to a container's SSH port
   */
  Case(
      AwsClients aws,
      Optional<Destination> destination,
      Optional<KeysPath> keys,
      Function<Registration, TunnelOpener> openers) {
    this.aws = aws;
    this.destination = destination;
    this.keys = keys;
    this.endpoints = new Fact<>(() -> ServiceEndpoint.askAll(aws));
    this.caller = new Fact<>(this::askCaller);
    this.job =
        new Fact<>(
            () ->
                new JobState(() -> aws.configure(SageMakerClient.builder()).build())
                    .describe(jobName().orElseThrow()));
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
    this.iam = new Fact<>(() -> aws.configure(IamClient.builder()).build());
    this.logs = new Fact<>(() -> aws.configure(CloudWatchLogsClient.builder()).build());
  }

  AwsClients aws() {
    return aws;
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

  Optional<KeysPath> keys() {
    return keys;
  }

  /** What the policies of this case are for. */
  PolicyScope scope(String ssmRole) {
    String account = caller().account();
    KeysPath path = keys.orElseGet(() -> KeysPath.ofAccount(aws.region().id(), account));
    return PolicyScope.of(aws.region(), account, path, ssmRole);
  }

  private GetCallerIdentityResponse askCaller() {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity());
  }
}
