package io.sagemakerssh.it.localaws.sagemaker;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.it.localaws.TestAws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.S3DataDistribution;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatus;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;
import software.amazon.awssdk.services.sagemaker.model.SortBy;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

/** Jobs are created, run as processes, end, and tell of it. */
class TrainingJobsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "jobs";
  private static final String LOG_GROUP = "/aws/sagemaker/TrainingJobs";
  private static final Set<TrainingJobStatus> GOING_ON =
      Set.of(TrainingJobStatus.IN_PROGRESS, TrainingJobStatus.STOPPING);
  private static S3Client s3;
  private static SageMakerClient sagemaker;

  @BeforeAll
  static void createBucket() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
    sagemaker = AWS.client(SageMakerClient.builder());
  }

  private static void put(String key, String content) {
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private static void create(String name, Consumer<CreateTrainingJobRequest.Builder> more) {
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
  private static void createScript(String name, String script) {
    create(name, b -> command(b, script));
  }

  private static void command(CreateTrainingJobRequest.Builder job, String script) {
    job.algorithmSpecification(
        a ->
            a.trainingImage("any")
                .trainingInputMode(TrainingInputMode.FILE)
                .containerEntrypoint("/bin/sh", "-c", script));
  }

  private static Channel channel(String prefix, S3DataDistribution distribution) {
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

  private static DescribeTrainingJobResponse describe(String name) {
    return sagemaker.describeTrainingJob(b -> b.trainingJobName(name));
  }

  private static DescribeTrainingJobResponse ended(String name) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> describe(name), job -> !GOING_ON.contains(job.trainingJobStatus()));
  }

  private static String log(String name) {
    return AWS
        .client(CloudWatchLogsClient.builder())
        .filterLogEvents(b -> b.logGroupName(LOG_GROUP).logStreamNamePrefix(name + "/"))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .collect(Collectors.joining("\n"));
  }

  private static byte[] tarGz(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Consumer<CreateTrainingJobRequest.Builder> program(
      String name, byte[] archive, Map<String, String> hyperparameters) {
    String key = name + "/sourcedir.tar.gz";
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(archive));
    Map<String, String> all = new HashMap<>(hyperparameters);
    all.put("sagemaker_program", "\"train.py\"");
    all.put("sagemaker_submit_directory", "\"s3://" + BUCKET + "/" + key + "\"");
    return b -> b.hyperParameters(all);
  }

  @Test
  void completesThroughItsPhasesAndUploadsItsModel() throws Exception {
    createScript("completes", "echo trained; echo weights > $SM_MODEL_DIR/model.txt");

    DescribeTrainingJobResponse job = ended("completes");

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.secondaryStatus()).isEqualTo(SecondaryStatus.COMPLETED);
    assertThat(job.secondaryStatusTransitions())
        .extracting(SecondaryStatusTransition::status)
        .containsExactly(
            SecondaryStatus.STARTING,
            SecondaryStatus.DOWNLOADING,
            SecondaryStatus.TRAINING,
            SecondaryStatus.UPLOADING,
            SecondaryStatus.COMPLETED);
    assertThat(job.trainingJobArn())
        .isEqualTo("arn:aws:sagemaker:us-east-1:123456789012:training-job/completes");
    assertThat(job.modelArtifacts().s3ModelArtifacts())
        .isEqualTo("s3://jobs/out/completes/output/model.tar.gz");
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("out/completes/output/model.tar.gz")))
        .extracting(head -> head.contentLength() > 0)
        .isEqualTo(true);
    assertThat(job.failureReason()).isNull();
    assertThat(job.trainingEndTime()).isAfterOrEqualTo(job.trainingStartTime());
    assertThat(log("completes")).isEqualTo("trained");
  }

  @Test
  void aFailureGivesTheProgramsOwnReasonAndExitCode() {
    createScript("own-reason", "echo 'loss is NaN' > $SM_OUTPUT_DIR/failure; exit 3");

    DescribeTrainingJobResponse job = ended("own-reason");

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.failureReason()).isEqualTo("AlgorithmError: loss is NaN, exit code: 3");
    assertThat(job.modelArtifacts()).isNull();
  }

  @Test
  void aFailureWithoutAReasonNamesTheCommand() {
    createScript("no-reason", "kill -9 $$");

    assertThat(ended("no-reason").failureReason())
        .startsWith("AlgorithmError: ExecuteUserScriptError")
        .contains("kill -9")
        .endsWith("exit code: 137");
  }

  @Test
  void failsForWhatIsWrongInS3() throws Exception {
    create(
        "no-data",
        b -> {
          command(b, "true");
          b.inputDataConfig(channel("/absent/", S3DataDistribution.FULLY_REPLICATED));
        });
    create("not-gzip", program("not-gzip", "text".getBytes(StandardCharsets.UTF_8), Map.of()));
    create("escapes", program("escapes", tarGz(Map.of("../../x", "x")), Map.of()));
    create("no-entry", program("no-entry", tarGz(Map.of("other.py", "")), Map.of()));
    create("nothing", b -> {});

    assertThat(ended("no-data").failureReason())
        .startsWith("ClientError: Data download failed")
        .contains("s3://jobs/absent/");
    assertThat(ended("not-gzip").failureReason()).startsWith("ClientError: sourcedir.tar.gz");
    assertThat(ended("escapes").failureReason()).contains("outside");
    assertThat(ended("no-entry").failureReason()).contains("train.py").contains("exit code: 2");
    assertThat(ended("nothing").failureReason()).contains("nothing to run");
  }

  @Test
  void laysOutTheContainerAsSageMakerDoes() throws Exception {
    put("data/a/1.csv", "one");
    put("data/a/2.csv", "two");
    create(
        "layout",
        b -> {
          command(
              b,
              """
              cd $SAGEMAKER_BASE_DIR
              find . -type f | sort
              cat input/config/[hr]*.json
              echo; cat $SM_CHANNEL_TRAIN/a/2.csv; echo
              echo $TRAINING_JOB_NAME $TRAINING_JOB_ARN $SM_CURRENT_HOST $AWS_REGION $MINE
              echo $AWS_SECRET_ACCESS_KEY none
              """);
          b.hyperParameters(Map.of("epochs", "30")).environment(Map.of("MINE", "my own"));
          b.inputDataConfig(channel("/data/", S3DataDistribution.FULLY_REPLICATED));
        });

    assertThat(ended("layout").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(log("layout"))
        .contains("./input/config/inputdataconfig.json")
        .contains("./input/data/train/a/1.csv")
        .contains("\"epochs\":\"30\"")
        .contains("\"current_host\":\"algo-1\"")
        .contains("\"hosts\":[\"algo-1\"]")
        .contains("\ntwo\n")
        .contains("layout arn:aws:sagemaker:us-east-1:123456789012:training-job/layout algo-1")
        .contains("us-east-1 my own")
        .endsWith("\nnone");
  }

  @Test
  void givesAProgramItsHyperparametersAsArguments() throws Exception {
    String train = "import sys, os; print(sys.argv[1:], os.environ['SM_HP_EPOCHS'])";
    create(
        "arguments",
        program(
            "arguments",
            tarGz(Map.of("train.py", train)),
            Map.of("epochs", "30", "name", "\"resnet\"", "v", "true", "text", "not json")));

    assertThat(ended("arguments").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(log("arguments"))
        .isEqualTo("['--epochs', '30', '--name', 'resnet', '--text', 'not json', '-v', 'True'] 30");
  }

  @Test
  void runsSeveralNodesWithTheirShareOfTheData() {
    put("shards/1", "1");
    put("shards/2", "2");
    create(
        "nodes",
        b -> {
          command(b, "echo $SM_CURRENT_HOST of $SM_HOSTS has $(ls $SM_CHANNEL_TRAIN)");
          b.resourceConfig(
              r ->
                  r.instanceType(TrainingInstanceType.ML_M5_LARGE)
                      .instanceCount(2)
                      .volumeSizeInGB(1));
          b.inputDataConfig(channel("/shards/", S3DataDistribution.SHARDED_BY_S3_KEY));
        });

    assertThat(ended("nodes").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(log("nodes").split("\n"))
        .containsExactlyInAnyOrder(
            "algo-1 of [\"algo-1\",\"algo-2\"] has 1", "algo-2 of [\"algo-1\",\"algo-2\"] has 2");
  }

  @Test
  void oneFailingNodeFailsTheJobAndEndsTheOthers() {
    create(
        "one-fails",
        b -> {
          command(b, "echo $$; [ $SM_CURRENT_HOST = algo-1 ] && sleep 600; exit 5");
          b.resourceConfig(
              r ->
                  r.instanceType(TrainingInstanceType.ML_M5_LARGE)
                      .instanceCount(2)
                      .volumeSizeInGB(1));
        });

    assertThat(ended("one-fails").failureReason()).endsWith("exit code: 5");
    assertThat(log("one-fails").lines())
        .isNotEmpty()
        .allSatisfy(pid -> assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty());
  }

  @Test
  void stopsOnRequest() {
    createScript("stops", "trap 'echo saved; exit 0' TERM; echo ready; sleep 600 & wait");
    await().until(() -> describe("stops").secondaryStatus() == SecondaryStatus.TRAINING);
    await().ignoreExceptions().until(() -> log("stops").contains("ready"));

    sagemaker.stopTrainingJob(b -> b.trainingJobName("stops"));

    assertThat(ended("stops").trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(log("stops")).contains("saved");
    assertRefused(
            400,
            "ValidationException",
            () -> sagemaker.stopTrainingJob(b -> b.trainingJobName("stops")))
        .hasMessageContaining("Stopped");
  }

  @Test
  void endsAtItsMaximumRuntime() {
    create(
        "too-long",
        b -> {
          command(b, "exec sleep 600");
          b.stoppingCondition(s -> s.maxRuntimeInSeconds(1));
        });

    DescribeTrainingJobResponse job = ended("too-long");

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(job.secondaryStatus()).isEqualTo(SecondaryStatus.MAX_RUNTIME_EXCEEDED);
  }

  @Test
  void listsByFilterOrderAndPage() {
    for (String name : List.of("list-b", "list-a", "list-c")) {
      createScript(name, name.equals("list-c") ? "exit 1" : "true");
      ended(name);
    }

    assertThat(
            sagemaker
                .listTrainingJobsPaginator(
                    b ->
                        b.nameContains("list-")
                            .sortBy(SortBy.NAME)
                            .sortOrder(SortOrder.DESCENDING)
                            .maxResults(2))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c", "list-b", "list-a");
    assertThat(
            sagemaker
                .listTrainingJobs(b -> b.nameContains("list-").sortOrder(SortOrder.DESCENDING))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c", "list-a", "list-b");
    assertThat(
            sagemaker
                .listTrainingJobs(
                    b -> b.nameContains("list-").statusEquals(TrainingJobStatus.FAILED))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c");
    assertThat(
            sagemaker
                .listTrainingJobs(
                    b ->
                        b.nameContains("list-")
                            .creationTimeAfter(describe("list-a").creationTime()))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c");
  }

  @Test
  void refuses() {
    createScript("taken", "true");

    assertRefused(400, "ResourceInUse", () -> createScript("taken", "true"))
        .hasMessageContaining("training-job/taken");
    assertRefused(400, "ValidationException", () -> describe("absent"))
        .hasMessageContaining("Requested resource not found");
    assertRefused(400, "ValidationException", () -> createScript("under_score", "true"))
        .hasMessageContaining("trainingJobName");
    assertRefused(400, "ValidationException", () -> createScript("x".repeat(64), "true"));
    assertRefused(
            400,
            "ValidationException",
            () -> create("bad-role", b -> b.roleArn("arn:aws:iam::123456789012:role/absent")))
        .hasMessageContaining("Could not assume role");
    assertRefused(
        400,
        "ValidationException",
        () -> create("long-value", b -> b.environment(Map.of("A", "v".repeat(513)))));
    assertRefused(
        400,
        "ValidationException",
        () -> create("bad-output", b -> b.outputDataConfig(o -> o.s3OutputPath("/tmp"))));
    assertRefused(
            400,
            "AccessDeniedException",
            () ->
                AWS.client(SageMakerClient.builder(), AWS.credentials("bob"))
                    .createTrainingJob(
                        b ->
                            b.trainingJobName("bobs")
                                .roleArn("arn:aws:iam::123456789012:role/other")
                                .algorithmSpecification(a -> a.trainingInputMode("File"))
                                .outputDataConfig(o -> o.s3OutputPath("s3://jobs/"))
                                .resourceConfig(r -> r.volumeSizeInGB(1))
                                .stoppingCondition(s -> s.maxRuntimeInSeconds(1))))
        .hasMessageContaining("iam:PassRole");
  }
}
