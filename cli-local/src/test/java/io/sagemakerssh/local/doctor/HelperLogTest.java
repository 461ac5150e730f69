package io.sagemakerssh.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HelperLogTest {
  private static HelperLog log(String... lines) {
    return new HelperLog(
        Arrays.stream(lines).map(line -> "[sagemaker-ssh-helper] " + line).toList());
  }

  @Test
  void theRegisteredInstanceIsTheLastOne() {
    HelperLog log =
        log(
            "Successfully registered the instance with AWS SSM using Managed instance-id: mi-01",
            "Successfully registered the instance with AWS SSM using Managed instance-id: mi-02");

    assertThat(log.instance()).contains("mi-02");
    assertThat(log.failure()).isEmpty();
    assertThat(log.trouble()).isEmpty();
  }

  @Test
  void anErrorBlockIsReadWithItsReasonAndAdvice() {
    HelperLog log =
        log(
            "sm-setup-ssh: SSH is started: node rank 0, SSH on the first 2 nodes.",
            "sm-setup-ssh: ERROR: Cannot register the container with SSM",
            "  why:    IAM denied ssm:CreateActivation on *",
            "  advice: Add this statement");

    assertThat(log.failure())
        .contains(
            new HelperLog.Failure(
                "Cannot register the container with SSM: IAM denied ssm:CreateActivation on *",
                "Add this statement"));
  }

  @Test
  void anErrorOfTheDaemonsLogDoesWithoutABlock() {
    assertThat(log("14:16:33.552 ERROR Daemon - Cannot register: denied.").failure())
        .contains(new HelperLog.Failure("Cannot register: denied.", ""));
  }

  @Test
  void anErrorBeforeARegistrationIsOver() {
    HelperLog log =
        log(
            "sm-setup-ssh: ERROR: Cannot register the container with SSM",
            "Registrar - Successfully registered … using Managed instance-id: mi-0a");

    assertThat(log.failure()).isEmpty();
  }

  @Test
  void troubleCountsUntilTheAgentIsOnlineAgain() {
    String down = "14:00:00 WARN  AgentLife - The control channel is down: refused with 403";

    assertThat(log(down).trouble()).contains("The control channel is down: refused with 403");
    assertThat(log("AgentLife - Online", down).trouble()).isPresent();
    assertThat(log(down, "14:00:01 INFO  AgentLife - Online").trouble()).isEmpty();
  }

  @Test
  void aLogOfNothingSaysNothing() {
    assertThat(log().instance()).isEmpty();
    assertThat(log().failure()).isEmpty();
    assertThat(log().trouble()).isEmpty();
  }
}
