package io.sagemakerssh.it.e2e;

import io.sagemakerssh.core.submit.SshOptions;
import io.sagemakerssh.core.submit.TrainingJobs;
import io.sagemakerssh.it.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.sts.StsClient;

/** A local AWS of a test's own, with the account's default bucket, and what a user does there. */
final class Cloud implements AutoCloseable {
  static final String ROLE = "service-role/SageMakerRole";
  static final String ACCOUNT = "123456789012";
  static final String REGION = "us-east-1";
  static final String BUCKET = "sagemaker-" + REGION + "-" + ACCOUNT;

  private final Path directory;
  private final LocalAws aws;
  private final S3Client s3;
  private final SageMakerClient sagemaker;
  private final SsmClient ssm;
  private final CloudWatchLogsClient logs;

  private Cloud(Path directory, LocalAws aws) {
    this.directory = directory;
    this.aws = aws;
    this.s3 = configure(S3Client.builder()).forcePathStyle(true).build();
    this.sagemaker = configure(SageMakerClient.builder()).build();
    this.ssm = configure(SsmClient.builder()).build();
    this.logs = configure(CloudWatchLogsClient.builder()).build();
  }

  static Cloud start(Path directory) throws IOException {
    Cloud cloud = new Cloud(directory, LocalAws.start(directory.resolve("aws")));
    cloud.s3.createBucket(b -> b.bucket(BUCKET));
    return cloud;
  }

  LocalAws aws() {
    return aws;
  }

  /** A machine of one of the local AWS's users. */
  Laptop laptop(String user) throws IOException {
    return new Laptop(directory.resolve("home-" + user), aws.environment(user));
  }

  /**
   * Creates a job with SSH: a source directory of the library and one script, packed and uploaded.
   */
  Job createJob(String name, String trainPy, int nodes, Map<String, String> environment)
      throws IOException {
    return create(TrainingJobs.withSsh(request(name, trainPy, nodes, environment), usualSsh()));
  }

  /** Creates a job of one node whose roles and owner are told. */
  Job createJob(String name, String trainPy, String executionRole, SshOptions ssh)
      throws IOException {
    CreateTrainingJobRequest request = request(name, trainPy, 1, Map.of());
    return create(
        TrainingJobs.withSsh(
            request.toBuilder()
                .roleArn("arn:aws:iam::" + ACCOUNT + ":role/" + executionRole)
                .build(),
            ssh));
  }

  /** Creates a job of an image whose entry point is this command, which starts SSH by itself. */
  Job createContainerJob(String name, List<String> command) throws IOException {
    CreateTrainingJobRequest request =
        request(name, "", 1, Map.of()).toBuilder()
            .hyperParameters(Map.of())
            .algorithmSpecification(
                b ->
                    b.trainingImage("any")
                        .trainingInputMode(TrainingInputMode.FILE)
                        .containerEntrypoint(command))
            .build();
    return create(TrainingJobs.withSsh(request, usualSsh()));
  }

  /** Creates a job as somebody would who never heard of SSH. */
  Job createPlainJob(String name, String trainPy) throws IOException {
    return create(request(name, trainPy, 1, Map.of()));
  }

  S3Client s3() {
    return s3;
  }

  SageMakerClient sagemaker() {
    return sagemaker;
  }

  SsmClient ssm() {
    return ssm;
  }

  CloudWatchLogsClient logs() {
    return logs;
  }

  /** The managed instances of a job, online or not. */
  List<InstanceInformation> instances(Job job) {
    InstanceInformationStringFilter ofTheJob =
        InstanceInformationStringFilter.builder()
            .key("tag:SSHResourceName")
            .values(job.name())
            .build();
    return ssm.describeInstanceInformation(r -> r.filters(ofTheJob)).instanceInformationList();
  }

  <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder) {
    Map<String, String> user = aws.environment("alice");
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(REGION))
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    user.get("AWS_ACCESS_KEY_ID"), user.get("AWS_SECRET_ACCESS_KEY"))));
  }

  @Override
  public void close() {
    aws.close();
  }

  /** SSH for alice, who waits for five minutes. */
  private SshOptions usualSsh() {
    String owner = configure(StsClient.builder()).build().getCallerIdentity().userId();
    return SshOptions.of(ROLE, owner).withWaitTime(Duration.ofMinutes(5));
  }

  private Job create(CreateTrainingJobRequest request) {
    sagemaker.createTrainingJob(request);
    return new Job(this, request.trainingJobName());
  }

  private CreateTrainingJobRequest request(
      String name, String trainPy, int nodes, Map<String, String> environment) throws IOException {
    String key = name + "/source/sourcedir.tar.gz";
    s3.putObject(b -> b.bucket(BUCKET).key(key), sources(name, trainPy));
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .roleArn("arn:aws:iam::" + ACCOUNT + ":role/" + ROLE)
        .algorithmSpecification(
            b -> b.trainingImage("any").trainingInputMode(TrainingInputMode.FILE))
        .hyperParameters(
            Map.of(
                "sagemaker_program",
                "\"train.py\"",
                "sagemaker_submit_directory",
                "\"s3://" + BUCKET + "/" + key + "\""))
        .outputDataConfig(b -> b.s3OutputPath("s3://" + BUCKET + "/" + name + "/output/"))
        .resourceConfig(
            b ->
                b.instanceType(TrainingInstanceType.ML_M5_LARGE)
                    .instanceCount(nodes)
                    .volumeSizeInGB(10))
        .stoppingCondition(b -> b.maxRuntimeInSeconds(600))
        .environment(environment)
        .build();
  }

  private Path sources(String name, String trainPy) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source-" + name));
    Files.writeString(source.resolve("train.py"), trainPy);
    Path archive = directory.resolve(name + ".tar.gz");
    Path library = Repository.library();
    new Program(
            source,
            Map.of("PATH", System.getenv("PATH")),
            List.of(
                "tar",
                "-czhf",
                archive.toString(),
                "-C",
                source.toString(),
                "train.py",
                "-C",
                library.getParent().toString(),
                library.getFileName().toString()))
        .run()
        .succeeded();
    return archive;
  }
}
