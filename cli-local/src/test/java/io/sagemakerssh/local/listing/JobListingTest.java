package io.sagemakerssh.local.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.FakeFleet;
import io.sagemakerssh.local.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClientBuilder;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class JobListingTest {
  private final FakeFleet fleet = new FakeFleet();
  private final SageMakerClient sagemaker = mock(SageMakerClient.class);
  private final AwsClients aws = mock(AwsClients.class);
  private final JobListing listing = new JobListing(aws, Runnable::run);

  @BeforeEach
  void answer() {
    StsClient sts = mock(StsClient.class);
    when(sts.getCallerIdentity())
        .thenReturn(GetCallerIdentityResponse.builder().userId("AIDAME").build());
    when(aws.ssm()).thenReturn(fleet);
    when(aws.sts()).thenReturn(sts);
    SageMakerClientBuilder builder = mock(SageMakerClientBuilder.class);
    when(builder.build()).thenReturn(sagemaker);
    when(aws.configure(any(SageMakerClientBuilder.class))).thenReturn(builder);
    running();
  }

  private void running(String... names) {
    when(sagemaker.listTrainingJobs(any(ListTrainingJobsRequest.class)))
        .thenReturn(
            ListTrainingJobsResponse.builder()
                .trainingJobSummaries(
                    Stream.of(names)
                        .map(
                            name ->
                                TrainingJobSummary.builder()
                                    .trainingJobName(name)
                                    .trainingJobArn("arn:" + name)
                                    .creationTime(Instant.ofEpochSecond(70))
                                    .build())
                        .toList())
                .build());
  }

  private List<JobRow> rows(boolean all) {
    return listing.listing(all).rows();
  }

  @Test
  void showsOurInstancesNewestFirstAndWhoseTheyAre() {
    fleet.add("Online", "Name", "somebody's own server");
    fleet.add("Online", "SSHResourceName", "a", "SSHOwner", "AIDAME", "SSHTimestamp", "100");
    fleet.add("Online", "SSHResourceName", "b", "SSHOwner", "AIDAYOU", "SSHTimestamp", "200");
    fleet.add("Online", "SSHResourceName", "c", "SSHTimestamp", "50");

    assertThat(rows(false))
        .extracting(row -> row.job() + " " + row.owner().orElse("-"))
        .containsExactly("b AIDAYOU", "a AIDAME", "c -");
    assertThat(listing.listing(false).me()).isEqualTo("AIDAME");
  }

  @Test
  void offlineOnesAreShownOnlyOnRequest() {
    fleet.addTraining("ConnectionLost", "gone", "algo-1");

    assertThat(rows(false)).isEmpty();
    assertThat(rows(true)).extracting(JobRow::ssh).containsExactly("ConnectionLost");
  }

  @Test
  void jobsWithoutAnInstanceAreToldWithTheStateOfTheirSsh() {
    fleet.addTraining("Online", "there", "algo-1");
    running("there", "soon", "plain");
    when(sagemaker.describeTrainingJob(any(DescribeTrainingJobRequest.class)))
        .thenAnswer(
            call -> {
              DescribeTrainingJobRequest request = call.getArgument(0);
              return DescribeTrainingJobResponse.builder()
                  .environment(
                      request.trainingJobName().equals("soon")
                          ? Map.of("START_SSH", "true", "SSH_OWNER_TAG", "AIDAME")
                          : Map.of())
                  .build();
            });

    assertThat(rows(false))
        .extracting(row -> row.job() + " " + row.ssh() + " " + row.owner().orElse("-"))
        .contains("soon Starting AIDAME", "plain none -")
        .hasSize(3);
  }

  @Test
  void notBeingAllowedToListJobsLeavesTheContainers() {
    fleet.addTraining("Online", "there", "algo-1");
    when(sagemaker.listTrainingJobs(any(ListTrainingJobsRequest.class)))
        .thenThrow(new UserError(ExitCode.ACCESS_DENIED, "what", "why", "do"));

    assertThat(listing.listing(false).jobsUnknown()).isPresent();
    assertThat(rows(false)).hasSize(1);
  }

  @Test
  void agesAreInTheirLargestUnit() {
    assertThat(JobTable.age(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(JobTable.age(Duration.ofMinutes(59))).isEqualTo("59m");
    assertThat(JobTable.age(Duration.ofHours(47))).isEqualTo("1d");
    assertThat(JobTable.age(Duration.ofSeconds(-5))).isEqualTo("0s");
  }

  @Test
  void peopleAreToldWhetherTheyAreTheOwnerProgramsWhoIs() {
    JobRow row =
        new JobRow(
            "job",
            Optional.empty(),
            "Online",
            Optional.of("AIDAME"),
            Instant.ofEpochSecond(10),
            Optional.of("mi-1"));
    Table<JobRow> table = JobTable.of("AIDAME", Instant.ofEpochSecond(100));

    assertThat(table.text(List.of(row)).get(1)).isEqualTo("job  -     Online  me     1m   mi-1");
    assertThat(table.json(List.of(row)))
        .contains("\"node\": null", "\"owner\": \"AIDAME\"", "\"age\": 90");
  }
}
