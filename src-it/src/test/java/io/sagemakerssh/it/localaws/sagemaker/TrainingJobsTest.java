package io.sagemakerssh.it.localaws.sagemaker;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SortBy;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

/** Which jobs are listed, and which are refused. */
class TrainingJobsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static TestJobs jobs;

  @BeforeAll
  static void createBucket() {
    jobs = TestJobs.on(AWS);
  }

  @Test
  void listsByFilterOrderAndPage() {
    for (String name : List.of("list-b", "list-a", "list-c")) {
      jobs.createScript(name, name.equals("list-c") ? "exit 1" : "true");
      jobs.ended(name);
    }

    assertThat(
            jobs.sagemaker()
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
            jobs.sagemaker()
                .listTrainingJobs(b -> b.nameContains("list-").sortOrder(SortOrder.DESCENDING))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c", "list-a", "list-b");
    assertThat(
            jobs.sagemaker()
                .listTrainingJobs(
                    b -> b.nameContains("list-").statusEquals(TrainingJobStatus.FAILED))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c");
    assertThat(
            jobs.sagemaker()
                .listTrainingJobs(
                    b ->
                        b.nameContains("list-")
                            .creationTimeAfter(jobs.describe("list-a").creationTime()))
                .trainingJobSummaries())
        .extracting(TrainingJobSummary::trainingJobName)
        .containsExactly("list-c");
  }

  @Test
  void refuses() {
    jobs.createScript("taken", "true");

    assertRefused(400, "ResourceInUse", () -> jobs.createScript("taken", "true"))
        .hasMessageContaining("training-job/taken");
    assertRefused(400, "ValidationException", () -> jobs.describe("absent"))
        .hasMessageContaining("Requested resource not found");
    assertRefused(400, "ValidationException", () -> jobs.createScript("under_score", "true"))
        .hasMessageContaining("trainingJobName");
    assertRefused(400, "ValidationException", () -> jobs.createScript("x".repeat(64), "true"));
    assertRefused(
            400,
            "ValidationException",
            () -> jobs.create("bad-role", b -> b.roleArn("arn:aws:iam::123456789012:role/absent")))
        .hasMessageContaining("Could not assume role");
    assertRefused(
        400,
        "ValidationException",
        () -> jobs.create("long-value", b -> b.environment(Map.of("A", "v".repeat(513)))));
    assertRefused(
        400,
        "ValidationException",
        () -> jobs.create("bad-output", b -> b.outputDataConfig(o -> o.s3OutputPath("/tmp"))));
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
