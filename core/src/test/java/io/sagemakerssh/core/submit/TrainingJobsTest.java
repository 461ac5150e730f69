package io.sagemakerssh.core.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.Channel;
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

  @Test
  void refusesAJobWithoutNetwork() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder().enableNetworkIsolation(true).build();

    assertThatThrownBy(() -> TrainingJobs.withSsh(request, OPTIONS))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.REQUEST_REFUSED));
  }

  @Test
  void putsAnEntryPointBeforeTheProgram() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder()
            .hyperParameters(
                Map.of(
                    "sagemaker_program", "\"src/train.py\"",
                    "sagemaker_submit_directory", "s3://bucket/old.tar.gz",
                    "epochs", "3"))
            .build();

    CreateTrainingJobRequest wrapped =
        TrainingJobs.withSources(TrainingJobs.withEntryPoint(request), "s3://bucket/new.tar.gz");

    assertThat(wrapped.hyperParameters())
        .isEqualTo(
            Map.of(
                "sagemaker_program", "\"sagemaker_ssh_train.py\"",
                "sagemaker_submit_directory", "s3://bucket/new.tar.gz",
                "epochs", "3"));
    assertThat(wrapped.environment()).containsEntry("SSH_ENTRY_POINT", "src/train.py");
    assertThat(TrainingJobs.withEntryPoint(wrapped)).isEqualTo(wrapped);
  }

  @Test
  void startsBeforeTheRequestsEntryPoint() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder()
            .inputDataConfig(Channel.builder().channelName("training").build())
            .algorithmSpecification(
                a -> a.containerEntrypoint("python3", "/work/a.py").containerArguments("--x"))
            .build();

    CreateTrainingJobRequest wrapped =
        TrainingJobs.withBundle(request, "s3://bucket/bundle/", Optional.empty());

    assertThat(wrapped.algorithmSpecification().containerEntrypoint())
        .containsExactly(
            "/bin/sh", "/opt/ml/input/data/sagemaker-ssh-helper/start", "python3", "/work/a.py");
    assertThat(wrapped.algorithmSpecification().containerArguments()).containsExactly("--x");
    assertThat(wrapped.inputDataConfig())
        .extracting("channelName")
        .containsExactly("training", "sagemaker-ssh-helper");
    assertThat(wrapped.inputDataConfig().get(1).inputModeAsString()).isEqualTo("File");
    assertThat(TrainingJobs.withBundle(wrapped, "s3://bucket/bundle/", Optional.empty()))
        .isEqualTo(wrapped);
  }

  @Test
  void keepsTheArgumentThatSageMakerGivesAnImage() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder()
            .algorithmSpecification(a -> a.trainingImage("image"))
            .build();

    assertThat(
            TrainingJobs.withBundle(request, "s3://b/", Optional.of(List.of("run")))
                .algorithmSpecification()
                .containerArguments())
        .containsExactly("train");
    assertThatThrownBy(() -> TrainingJobs.withBundle(request, "s3://b/", Optional.empty()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.ENTRY_POINT_UNKNOWN));
  }
}
