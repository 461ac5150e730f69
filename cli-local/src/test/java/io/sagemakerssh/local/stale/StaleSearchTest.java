package io.sagemakerssh.local.stale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.instance.FakeFleet;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.local.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class StaleSearchTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  private final FakeFleet fleet = new FakeFleet();
  private final Map<String, String> jobs = new HashMap<>();
  private final StaleSearch search =
      new StaleSearch(
          new InstanceDirectory(() -> fleet),
          new JobEnds(new JobState(this::sagemaker)),
          Runnable::run,
          Clock.fixed(NOW, ZoneOffset.UTC));

  private InstanceId add(String ping, String job, String owner, Duration age) {
    return fleet.add(
        ping,
        "SSHResourceName",
        job,
        "SSHResourceArn",
        "arn:aws:sagemaker:us-east-1:123456789012:training-job/" + job,
        "SSHOwner",
        owner,
        "SSHTimestamp",
        Long.toString(NOW.minus(age).getEpochSecond()));
  }

  private List<String> found(Optional<String> owner, Optional<Duration> olderThan) {
    return search.find(owner, olderThan).stream()
        .map(stale -> stale.registration().id() + " " + stale.why())
        .toList();
  }

  @Test
  void onlyDisconnectedInstancesOfEndedJobsAreStale() {
    jobs.put("ended", "Completed");
    jobs.put("stopping", "Stopping");
    jobs.put("running", "InProgress");
    InstanceId lost = add("ConnectionLost", "ended", "me", Duration.ofMinutes(5));
    InstanceId inactive = add("Inactive", "ended", "me", Duration.ofDays(90));
    add("Online", "ended", "me", Duration.ofDays(1));
    add("NeverHeardOf", "ended", "me", Duration.ofDays(1));
    add("ConnectionLost", "stopping", "me", Duration.ofDays(1));
    add("ConnectionLost", "running", "me", Duration.ofDays(1));
    add("ConnectionLost", "unknown", "me", Duration.ofDays(1));

    assertThat(found(Optional.of("me"), Optional.empty()))
        .containsExactly(inactive + " job Completed", lost + " job Completed");
  }

  @Test
  void oldOnesAreStaleWhateverTheirJob() {
    jobs.put("running", "InProgress");
    InstanceId old = add("ConnectionLost", "running", "me", Duration.ofDays(7));
    add("ConnectionLost", "running", "me", Duration.ofDays(7).minusSeconds(1));
    add("Online", "running", "me", Duration.ofDays(70));

    assertThat(found(Optional.of("me"), Optional.of(Duration.ofDays(7))))
        .containsExactly(old + " old");
  }

  @Test
  void otherPeoplesAreFoundOnlyOnRequest() {
    jobs.put("ended", "Failed");
    InstanceId mine = add("ConnectionLost", "ended", "me", Duration.ofHours(2));
    InstanceId theirs = add("ConnectionLost", "ended", "you", Duration.ofHours(1));

    assertThat(found(Optional.of("me"), Optional.empty())).containsExactly(mine + " job Failed");
    assertThat(found(Optional.empty(), Optional.empty()))
        .containsExactly(mine + " job Failed", theirs + " job Failed");
  }

  @Test
  void whatIsNotOursNeverIs() {
    jobs.put("ended", "Failed");
    fleet.add("ConnectionLost", "Name", "somebody's server");
    fleet.add("ConnectionLost", "SSHResourceName", "ended");
    fleet.add("ConnectionLost", "SSHOwner", "me");

    assertThat(found(Optional.empty(), Optional.of(Duration.ZERO))).isEmpty();
  }

  @Test
  void containersOfOtherKindsAreJudgedByAgeAlone() {
    jobs.put("ended", "Completed");
    InstanceId processing =
        fleet.add(
            "ConnectionLost",
            "SSHResourceName",
            "ended",
            "SSHResourceArn",
            "arn:aws:sagemaker:us-east-1:123456789012:processing-job/ended",
            "SSHOwner",
            "me",
            "SSHTimestamp",
            "0");

    assertThat(found(Optional.empty(), Optional.empty())).isEmpty();
    assertThat(found(Optional.empty(), Optional.of(Duration.ofDays(1))))
        .containsExactly(processing + " old");
  }

  @Test
  void everyPageIsRead() {
    jobs.put("ended", "Stopped");
    for (int count = 0; count < 120; count++) {
      add("ConnectionLost", "ended", "me", Duration.ofHours(1));
    }

    assertThat(found(Optional.of("me"), Optional.empty())).hasSize(120);
  }

  private SageMakerClient sagemaker() {
    SageMakerClient client = mock(SageMakerClient.class);
    when(client.describeTrainingJob(any(DescribeTrainingJobRequest.class)))
        .thenAnswer(
            call -> describe(call.<DescribeTrainingJobRequest>getArgument(0).trainingJobName()));
    return client;
  }

  private DescribeTrainingJobResponse describe(String job) {
    if (!jobs.containsKey(job)) {
      throw SageMakerException.builder()
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("ValidationException")
                  .errorMessage("Requested resource not found.")
                  .build())
          .build();
    }
    return DescribeTrainingJobResponse.builder().trainingJobStatus(jobs.get(job)).build();
  }
}
