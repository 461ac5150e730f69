package io.sagemakerssh.local.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class JobStateTest {
  private static final JobName JOB = new JobName("job");

  private final SageMakerClient sagemaker = mock(SageMakerClient.class);
  private final JobState state = new JobState(() -> sagemaker);

  private void answer(String status, String startSsh, String reason) {
    when(sagemaker.describeTrainingJob(any(DescribeTrainingJobRequest.class)))
        .thenReturn(
            DescribeTrainingJobResponse.builder()
                .trainingJobStatus(status)
                .secondaryStatus("Downloading")
                .failureReason(reason)
                .environment(startSsh == null ? Map.of() : Map.of("START_SSH", startSsh))
                .build());
  }

  private void refuse(String code, String message) {
    when(sagemaker.describeTrainingJob(any(DescribeTrainingJobRequest.class)))
        .thenThrow(
            SageMakerException.builder()
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build());
  }

  private void assertFails(ExitCode code, String why) {
    assertThatThrownBy(() -> state.ofRunning(JOB))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(code);
              assertThat(error.why()).contains(why);
            });
  }

  @Test
  void runningJobWithSsh() {
    answer("InProgress", "true", null);

    assertThat(state.ofRunning(JOB)).isEqualTo("InProgress, Downloading");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Failed", "Stopped", "Stopping"})
  void endedJobTellsItsStatusAndReason(String status) {
    answer(status, "true", "exit code: 3");

    assertFails(ExitCode.JOB_ENDED, status + ": exit code: 3");
  }

  @Test
  void jobWithoutSsh() {
    answer("InProgress", null, null);
    assertFails(ExitCode.JOB_WITHOUT_SSH, "START_SSH");
    answer("InProgress", "false", null);
    assertFails(ExitCode.JOB_WITHOUT_SSH, "START_SSH");
  }

  @Test
  void missingJobIsToldFromOtherBadRequests() {
    refuse("ValidationException", "Requested resource not found.");
    assertFails(ExitCode.JOB_NOT_FOUND, "does not know it");
    refuse("ValidationException", "1 validation error detected");
    assertFails(ExitCode.AWS_FAILED, "validation error");
    refuse("AccessDeniedException", "no");
    assertFails(ExitCode.ACCESS_DENIED, "sagemaker:DescribeTrainingJob");
  }

  private void answerNodes(ResourceConfig resources, String withSsh) {
    Map<String, String> environment = new HashMap<>(Map.of("START_SSH", "true"));
    if (withSsh != null) {
      environment.put("SSH_INSTANCE_COUNT", withSsh);
    }
    when(sagemaker.describeTrainingJob(any(DescribeTrainingJobRequest.class)))
        .thenReturn(
            DescribeTrainingJobResponse.builder()
                .trainingJobStatus("InProgress")
                .resourceConfig(resources)
                .environment(environment)
                .build());
  }

  @Test
  void nodesAreThoseThatStartSsh() {
    answerNodes(ResourceConfig.builder().instanceCount(3).build(), "8");
    assertThat(state.nodes(JOB)).containsExactly("algo-1", "algo-2", "algo-3");

    answerNodes(ResourceConfig.builder().instanceCount(3).build(), "1");
    assertThat(state.nodes(JOB)).containsExactly("algo-1");

    answerNodes(ResourceConfig.builder().instanceCount(3).build(), null);
    assertThat(state.nodes(JOB)).containsExactly("algo-1", "algo-2");
  }

  @Test
  void nodesOfSeveralGroupsAreCountedOn() {
    InstanceGroup group = InstanceGroup.builder().instanceCount(2).build();
    answerNodes(ResourceConfig.builder().instanceGroups(group, group).build(), "4");

    assertThat(state.nodes(JOB)).endsWith("algo-4").hasSize(4);
  }

  @Test
  void aNodeThatIsNotThereOrHasNoSshIsNotWaitedFor() {
    answerNodes(ResourceConfig.builder().instanceCount(3).build(), null);

    assertThat(state.ofRunning(JOB, Optional.of("algo-2"))).startsWith("InProgress");
    assertNodeFails("algo-3", ExitCode.JOB_WITHOUT_SSH, "SSH starts on algo-1 to algo-2 alone");
    assertNodeFails("algo-4", ExitCode.USAGE, "it has algo-1 to algo-3");
    answerNodes(ResourceConfig.builder().instanceCount(1).build(), null);
    assertNodeFails("algo-2", ExitCode.USAGE, "it has algo-1");
  }

  private void assertNodeFails(String node, ExitCode code, String why) {
    assertThatThrownBy(() -> state.ofRunning(JOB, Optional.of(node)))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(code);
              assertThat(error.why()).isEqualTo(why);
              assertThat(JobState.isHopeless(error)).isTrue();
            });
  }
}
