package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real AWS CLI against the local AWS. */
class AwsCliIT {
  private static final String JOB =
      """
      {"TrainingJobName": "by-cli", "RoleArn": "arn:aws:iam::%s:role/%s",
       "AlgorithmSpecification": {"TrainingImage": "any", "TrainingInputMode": "File",
         "ContainerEntrypoint": ["/bin/sh", "-c", "echo from the job"]},
       "OutputDataConfig": {"S3OutputPath": "s3://%s/out/"},
       "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
       "StoppingCondition": {"MaxRuntimeInSeconds": 60}}
      """
          .formatted(Cloud.ACCOUNT, Cloud.ROLE, Cloud.BUCKET);

  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;

  @BeforeAll
  static void start() throws Exception {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @Test
  void copiesALargeFileInPartsBothWays() throws Exception {
    byte[] content = new byte[12 << 20];
    new Random(1).nextBytes(content);
    Path file = Files.write(directory.resolve("large"), content);
    Path back = directory.resolve("back");
    String object = "s3://" + Cloud.BUCKET + "/dir/large";

    laptop.aws("s3", "cp", "--quiet", file.toString(), object).succeeded();
    laptop.aws("s3", "cp", "--quiet", object, back.toString()).succeeded();

    assertThat(back).hasBinaryContent(content);
    assertThat(laptop.aws("s3", "ls", "s3://" + Cloud.BUCKET + "/dir/").succeeded().out())
        .contains("12582912 large");
    assertThat(
            laptop
                .aws("s3api", "head-object", "--bucket", Cloud.BUCKET, "--key", "dir/large")
                .succeeded()
                .out())
        .as("sent in parts")
        .containsPattern("\"ETag\": \".*-2");
    laptop.aws("s3", "rm", "--quiet", "--recursive", "s3://" + Cloud.BUCKET + "/dir").succeeded();
    laptop.aws("s3", "ls", object).failedWith(1);
  }

  @Test
  void tellsWhoCalls() throws Exception {
    assertThat(laptop.aws("sts", "get-caller-identity", "--query", "Arn").succeeded().out())
        .contains("arn:aws:iam::" + Cloud.ACCOUNT + ":user/alice");
    assertThat(
            laptop
                .with(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"))
                .aws("sts", "get-caller-identity")
                .err())
        .contains("(SignatureDoesNotMatch)");
  }

  @Test
  void runsAJobAndReadsItsLog() throws Exception {
    Path request = Files.writeString(directory.resolve("job.json"), JOB, StandardCharsets.UTF_8);
    laptop
        .aws("sagemaker", "create-training-job", "--cli-input-json", "file://" + request)
        .succeeded();

    laptop
        .aws(
            "sagemaker",
            "wait",
            "training-job-completed-or-stopped",
            "--training-job-name",
            "by-cli")
        .succeeded();

    assertThat(
            laptop
                .aws(
                    "logs",
                    "filter-log-events",
                    "--log-group-name",
                    "/aws/sagemaker/TrainingJobs",
                    "--query",
                    "events[].message")
                .succeeded()
                .out())
        .contains("from the job");
    String query =
        laptop
            .aws(
                "logs",
                "start-query",
                "--log-group-name",
                "/aws/sagemaker/TrainingJobs",
                "--start-time",
                "0",
                "--end-time",
                "4102444800",
                "--query-string",
                "fields @message | filter @message like /the job/",
                "--query",
                "queryId",
                "--output",
                "text")
            .succeeded()
            .out()
            .strip();
    assertThat(laptop.aws("logs", "get-query-results", "--query-id", query).succeeded().out())
        .contains("from the job", "Complete");
    assertThat(
            laptop.aws("sagemaker", "describe-training-job", "--training-job-name", "absent").err())
        .contains("(ValidationException)", "Requested resource not found");
  }

  @Test
  void asksForInstances() throws Exception {
    assertThat(
            laptop
                .aws(
                    "ssm",
                    "describe-instance-information",
                    "--filters",
                    "Key=tag:SSHResourceName,Values=absent")
                .succeeded()
                .out())
        .contains("\"InstanceInformationList\": []");
    assertThat(
            laptop
                .aws(
                    "ssm",
                    "send-command",
                    "--document-name",
                    "AWS-RunShellScript",
                    "--instance-ids",
                    "mi-00000000000000000",
                    "--parameters",
                    "commands=id")
                .err())
        .contains("(InvalidInstanceId)");
  }
}
