package io.sagemakerssh.it.localaws.sagemaker;

import static org.awaitility.Awaitility.await;

import io.sagemakerssh.it.localaws.TestAws;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.S3DataDistribution;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** Training jobs that a test creates, with one bucket for all they read and write. */
final class TestJobs {
  static final String BUCKET = "jobs";

  private static final String LOG_GROUP = "/aws/sagemaker/TrainingJobs";
  private static final Set<TrainingJobStatus> GOING_ON =
      Set.of(TrainingJobStatus.IN_PROGRESS, TrainingJobStatus.STOPPING);

  private final S3Client s3;
  private final SageMakerClient sagemaker;
  private final CloudWatchLogsClient logs;

  private TestJobs(TestAws aws) {
    this.s3 = aws.s3();
    this.sagemaker = aws.client(SageMakerClient.builder());
    this.logs = aws.client(CloudWatchLogsClient.builder());
  }

  /** None yet; creates the bucket. */
  static TestJobs on(TestAws aws) {
    TestJobs jobs = new TestJobs(aws);
    jobs.s3.createBucket(b -> b.bucket(BUCKET));
    return jobs;
  }

  S3Client s3() {
    return s3;
  }

  SageMakerClient sagemaker() {
    return sagemaker;
  }

  /** Puts an object into the bucket. */
  void put(String key, String content) {
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  void create(String name, Consumer<CreateTrainingJobRequest.Builder> more) {
    sagemaker.createTrainingJob(
        b -> {
          b.trainingJobName(name)
              .roleArn(TestAws.ROLE_ARN)
              .algorithmSpecification(a -> a.trainingImage("any").trainingInputMode("File"))
              .outputDataConfig(o -> o.s3OutputPath("s3://" + BUCKET + "/out"))
              .resourceConfig(
                  r ->
                      r.instanceType(TrainingInstanceType.ML_M5_LARGE)
                          .instanceCount(1)
                          .volumeSizeInGB(1))
              .stoppingCondition(s -> s.maxRuntimeInSeconds(60));
          more.accept(b);
        });
  }

  /** A job that is a shell script. */
  void createScript(String name, String script) {
    create(name, b -> command(b, script));
  }

  /** Makes a job run a shell script. */
  static void command(CreateTrainingJobRequest.Builder job, String script) {
    job.algorithmSpecification(
        a ->
            a.trainingImage("any")
                .trainingInputMode(TrainingInputMode.FILE)
                .containerEntrypoint("/bin/sh", "-c", script));
  }

  /** Makes a job run the {@code train.py} of a source archive, which is put into the bucket. */
  Consumer<CreateTrainingJobRequest.Builder> program(
      String name, byte[] archive, Map<String, String> hyperparameters) {
    String key = name + "/sourcedir.tar.gz";
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(archive));
    Map<String, String> all = new HashMap<>(hyperparameters);
    all.put("sagemaker_program", "\"train.py\"");
    all.put("sagemaker_submit_directory", "\"s3://" + BUCKET + "/" + key + "\"");
    return b -> b.hyperParameters(all);
  }

  /** The channel {@code train}, of the bucket's objects with a prefix. */
  static Channel channel(String prefix, S3DataDistribution distribution) {
    return Channel.builder()
        .channelName("train")
        .dataSource(
            d ->
                d.s3DataSource(
                    s ->
                        s.s3DataType("S3Prefix")
                            .s3Uri("s3://" + BUCKET + prefix)
                            .s3DataDistributionType(distribution)))
        .build();
  }

  DescribeTrainingJobResponse describe(String name) {
    return sagemaker.describeTrainingJob(b -> b.trainingJobName(name));
  }

  /** Waits until a job has ended, and describes it. */
  DescribeTrainingJobResponse ended(String name) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> describe(name), job -> !GOING_ON.contains(job.trainingJobStatus()));
  }

  /** What all nodes of a job have printed so far. */
  String log(String name) {
    return logs
        .filterLogEvents(b -> b.logGroupName(LOG_GROUP).logStreamNamePrefix(name + "/"))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .collect(Collectors.joining("\n"));
  }
}
