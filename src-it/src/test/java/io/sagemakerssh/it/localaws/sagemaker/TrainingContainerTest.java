package io.sagemakerssh.it.localaws.sagemaker;

import static io.sagemakerssh.it.localaws.sagemaker.TestJobs.channel;
import static io.sagemakerssh.it.localaws.sagemaker.TestJobs.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sagemaker.model.S3DataDistribution;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** What the program of a job finds in its container. */
class TrainingContainerTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static TestJobs jobs;

  @BeforeAll
  static void createBucket() {
    jobs = TestJobs.on(AWS);
  }

  @Test
  void laysOutTheContainerAsSageMakerDoes() throws Exception {
    jobs.put("data/a/1.csv", "one");
    jobs.put("data/a/2.csv", "two");
    jobs.create(
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

    assertThat(jobs.ended("layout").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(jobs.log("layout"))
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
    jobs.create(
        "arguments",
        jobs.program(
            "arguments",
            PackedFiles.tarGz(Map.of("train.py", train)),
            Map.of("epochs", "30", "name", "\"resnet\"", "v", "true", "text", "not json")));

    assertThat(jobs.ended("arguments").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(jobs.log("arguments"))
        .isEqualTo("['--epochs', '30', '--name', 'resnet', '--text', 'not json', '-v', 'True'] 30");
  }

  @Test
  void runsSeveralNodesWithTheirShareOfTheData() {
    jobs.put("shards/1", "1");
    jobs.put("shards/2", "2");
    jobs.create(
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

    assertThat(jobs.ended("nodes").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(jobs.log("nodes").split("\n"))
        .containsExactlyInAnyOrder(
            "algo-1 of [\"algo-1\",\"algo-2\"] has 1", "algo-2 of [\"algo-1\",\"algo-2\"] has 2");
  }
}
