package io.sagemakerssh.it.localaws.sagemaker;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static io.sagemakerssh.it.localaws.sagemaker.TestJobs.channel;
import static io.sagemakerssh.it.localaws.sagemaker.TestJobs.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.it.localaws.TestAws;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.S3DataDistribution;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatus;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** How jobs end, and what they tell of it. */
class TrainingJobEndTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static TestJobs jobs;

  @BeforeAll
  static void createBucket() {
    jobs = TestJobs.on(AWS);
  }

  @Test
  void completesThroughItsPhasesAndUploadsItsModel() throws Exception {
    jobs.createScript("completes", "echo trained; echo weights > $SM_MODEL_DIR/model.txt");

    DescribeTrainingJobResponse job = jobs.ended("completes");

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
    assertThat(
            jobs.s3()
                .headObject(
                    b -> b.bucket(TestJobs.BUCKET).key("out/completes/output/model.tar.gz")))
        .extracting(head -> head.contentLength() > 0)
        .isEqualTo(true);
    assertThat(job.failureReason()).isNull();
    assertThat(job.trainingEndTime()).isAfterOrEqualTo(job.trainingStartTime());
    assertThat(jobs.log("completes")).isEqualTo("trained");
  }

  @Test
  void aFailureGivesTheProgramsOwnReasonAndExitCode() {
    jobs.createScript("own-reason", "echo 'loss is NaN' > $SM_OUTPUT_DIR/failure; exit 3");

    DescribeTrainingJobResponse job = jobs.ended("own-reason");

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.failureReason()).isEqualTo("AlgorithmError: loss is NaN, exit code: 3");
    assertThat(job.modelArtifacts()).isNull();
  }

  @Test
  void aFailureWithoutAReasonNamesTheCommand() {
    jobs.createScript("no-reason", "kill -9 $$");

    assertThat(jobs.ended("no-reason").failureReason())
        .startsWith("AlgorithmError: ExecuteUserScriptError")
        .contains("kill -9")
        .endsWith("exit code: 137");
  }

  @Test
  void failsForWhatIsWrongInS3() throws Exception {
    jobs.create(
        "no-data",
        b -> {
          command(b, "true");
          b.inputDataConfig(channel("/absent/", S3DataDistribution.FULLY_REPLICATED));
        });
    jobs.create(
        "not-gzip", jobs.program("not-gzip", "text".getBytes(StandardCharsets.UTF_8), Map.of()));
    jobs.create(
        "escapes", jobs.program("escapes", PackedFiles.tarGz(Map.of("../../x", "x")), Map.of()));
    jobs.create(
        "no-entry", jobs.program("no-entry", PackedFiles.tarGz(Map.of("other.py", "")), Map.of()));
    jobs.create("nothing", b -> {});

    assertThat(jobs.ended("no-data").failureReason())
        .startsWith("ClientError: Data download failed")
        .contains("s3://jobs/absent/");
    assertThat(jobs.ended("not-gzip").failureReason()).startsWith("ClientError: sourcedir.tar.gz");
    assertThat(jobs.ended("escapes").failureReason()).contains("outside");
    assertThat(jobs.ended("no-entry").failureReason())
        .contains("train.py")
        .contains("exit code: 2");
    assertThat(jobs.ended("nothing").failureReason()).contains("nothing to run");
  }

  @Test
  void oneFailingNodeFailsTheJobAndEndsTheOthers() {
    jobs.create(
        "one-fails",
        b -> {
          command(b, "echo $$; [ $SM_CURRENT_HOST = algo-1 ] && sleep 600; exit 5");
          b.resourceConfig(
              r ->
                  r.instanceType(TrainingInstanceType.ML_M5_LARGE)
                      .instanceCount(2)
                      .volumeSizeInGB(1));
        });

    assertThat(jobs.ended("one-fails").failureReason()).endsWith("exit code: 5");
    assertThat(jobs.log("one-fails").lines())
        .isNotEmpty()
        .allSatisfy(pid -> assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty());
  }

  @Test
  void stopsOnRequest() {
    jobs.createScript("stops", "trap 'echo saved; exit 0' TERM; echo ready; sleep 600 & wait");
    await().until(() -> jobs.describe("stops").secondaryStatus() == SecondaryStatus.TRAINING);
    await().ignoreExceptions().until(() -> jobs.log("stops").contains("ready"));

    jobs.sagemaker().stopTrainingJob(b -> b.trainingJobName("stops"));

    assertThat(jobs.ended("stops").trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(jobs.log("stops")).contains("saved");
    assertRefused(
            400,
            "ValidationException",
            () -> jobs.sagemaker().stopTrainingJob(b -> b.trainingJobName("stops")))
        .hasMessageContaining("Stopped");
  }

  @Test
  void endsAtItsMaximumRuntime() {
    jobs.create(
        "too-long",
        b -> {
          command(b, "exec sleep 600");
          b.stoppingCondition(s -> s.maxRuntimeInSeconds(1));
        });

    DescribeTrainingJobResponse job = jobs.ended("too-long");

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(job.secondaryStatus()).isEqualTo(SecondaryStatus.MAX_RUNTIME_EXCEEDED);
  }
}
