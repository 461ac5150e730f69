package io.sagemakerssh.local.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.submit.SshOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class SshChoiceTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/service-role/Role";
  private static final SubmitChoices NONE =
      new SubmitChoices(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static SshOptions options(Map<String, String> environment, SubmitChoices choices) {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.builder()
            .trainingJobName("job")
            .roleArn(ROLE)
            .environment(environment)
            .build();
    return new SshChoice(request, choices).options(() -> "AIDACALLER");
  }

  @Test
  void takesTheRequestsRoleAndTheCallerAndTheUsual() {
    assertThat(options(Map.of(), NONE))
        .isEqualTo(new SshOptions("service-role/Role", "AIDACALLER", Duration.ofMinutes(10), 2));
  }

  @Test
  void keepsWhatTheRequestsEnvironmentSays() {
    Map<String, String> environment =
        Map.of(
            "SSH_SSM_ROLE", "Other",
            "SSH_OWNER_TAG", "AIDAOTHER",
            "SSH_WAIT_TIME_SECONDS", "7",
            "SSH_INSTANCE_COUNT", "4");

    assertThat(options(environment, NONE))
        .isEqualTo(new SshOptions("Other", "AIDAOTHER", Duration.ofSeconds(7), 4));
  }

  @Test
  void theUsersChoiceGoesBeforeAll() {
    SubmitChoices choices =
        new SubmitChoices(
            Optional.of("Chosen"),
            Optional.of("AIDACHOSEN"),
            Optional.of(Duration.ofSeconds(9)),
            Optional.of(1),
            Optional.empty(),
            Optional.empty());

    assertThat(options(Map.of("SSH_WAIT_TIME_SECONDS", "7"), choices))
        .isEqualTo(new SshOptions("Chosen", "AIDACHOSEN", Duration.ofSeconds(9), 1));
  }

  @Test
  void refusesANumberThatIsNone() {
    assertThatThrownBy(() -> options(Map.of("SSH_WAIT_TIME_SECONDS", "soon"), NONE))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.REQUEST_REFUSED);
              assertThat(error.why()).contains("SSH_WAIT_TIME_SECONDS=soon");
            });
  }
}
