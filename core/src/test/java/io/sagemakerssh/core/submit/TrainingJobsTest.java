package io.sagemakerssh.core.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class TrainingJobsTest {
  private static final SshOptions OPTIONS =
      SshOptions.of("arn:aws:iam::123456789012:role/service-role/SageMakerRole", "AIDAEXAMPLE")
          .withWaitTime(Duration.ofMinutes(5))
          .withInstanceCount(3);

  @Test
  void addsTheHelpersVariables() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder()
            .trainingJobName("job")
            .environment(Map.of("MINE", "1"))
            .build();

    CreateTrainingJobRequest wrapped = TrainingJobs.withSsh(request, OPTIONS);

    assertThat(wrapped.environment())
        .isEqualTo(
            Map.of(
                "MINE", "1",
                "START_SSH", "true",
                "SSH_SSM_ROLE", "service-role/SageMakerRole",
                "SSH_OWNER_TAG", "AIDAEXAMPLE",
                "SSH_WAIT_TIME_SECONDS", "300",
                "SSH_INSTANCE_COUNT", "3"));
    assertThat(wrapped.trainingJobName()).isEqualTo("job");
  }

  @Test
  void wrappingTwiceChangesNothing() {
    CreateTrainingJobRequest once =
        TrainingJobs.withSsh(CreateTrainingJobRequest.builder().build(), OPTIONS);

    assertThat(TrainingJobs.withSsh(once, OPTIONS)).isEqualTo(once);
  }

  @Test
  void keepsARoleNameThatIsNoArn() {
    assertThat(SshOptions.of("SageMakerRole", "AIDA").ssmRole()).isEqualTo("SageMakerRole");
  }

  @Test
  void refusesOptionsThatCannotWork() {
    assertThatThrownBy(() -> SshOptions.of(" ", "AIDA")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> SshOptions.of("role", "")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> OPTIONS.withInstanceCount(0)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> OPTIONS.withWaitTime(Duration.ofSeconds(-1)))
        .isInstanceOf(UserError.class);
  }
}
