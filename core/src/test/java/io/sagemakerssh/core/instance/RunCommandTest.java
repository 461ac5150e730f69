package io.sagemakerssh.core.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

class RunCommandTest {
  private static final InstanceId INSTANCE = new InstanceId("mi-01234567890abcdef");

  private final FakeTime time = new FakeTime();
  private final SsmClient ssm = mock(SsmClient.class);
  private final RunCommand runCommand =
      new RunCommand(() -> ssm, time.polling(Duration.ofSeconds(60)));

  @BeforeEach
  void accept() {
    when(ssm.sendCommand(any(SendCommandRequest.class)))
        .thenReturn(SendCommandResponse.builder().command(c -> c.commandId("c-1")).build());
  }

  private static GetCommandInvocationResponse status(String status) {
    return GetCommandInvocationResponse.builder()
        .status(status)
        .responseCode(status.equals("Failed") ? 3 : 0)
        .standardOutputContent("out")
        .standardErrorContent("err")
        .build();
  }

  @Test
  void awaitsTheEndThoughTheInvocationIsNotKnownAtFirst() {
    when(ssm.getCommandInvocation(any(GetCommandInvocationRequest.class)))
        .thenThrow(InvocationDoesNotExistException.builder().build())
        .thenReturn(status("Pending"), status("InProgress"), status("Success"));

    CommandResult result = runCommand.run(INSTANCE, "comment", List.of("true"));

    assertThat(result.succeeded()).isTrue();
    assertThat(time.sleeps()).hasSize(3);
  }

  @Test
  void sendsTheScriptAsTheContractSays() {
    when(ssm.getCommandInvocation(any(GetCommandInvocationRequest.class)))
        .thenReturn(status("Success"));

    runCommand.run(INSTANCE, "comment", List.of("one", "two"));

    ArgumentCaptor<SendCommandRequest> sent = ArgumentCaptor.forClass(SendCommandRequest.class);
    Mockito.verify(ssm).sendCommand(sent.capture());
    assertThat(sent.getValue().documentName()).isEqualTo("AWS-RunShellScript");
    assertThat(sent.getValue().timeoutSeconds()).isEqualTo(30);
    assertThat(sent.getValue().parameters().get("commands")).containsExactly("one", "two");
  }

  @Test
  void aFailedScriptIsAResultWithItsErrorOutput() {
    when(ssm.getCommandInvocation(any(GetCommandInvocationRequest.class)))
        .thenReturn(status("Failed"));

    assertThat(runCommand.run(INSTANCE, "comment", List.of("false")))
        .isEqualTo(new CommandResult("Failed", 3, "out", "err"));
  }

  @Test
  void aScriptThatDoesNotEndTimesOut() {
    when(ssm.getCommandInvocation(any(GetCommandInvocationRequest.class)))
        .thenReturn(status("InProgress"));

    assertFails(ExitCode.TIMEOUT);
  }

  @Test
  void anInstanceThatIsGoneIsOffline() {
    when(ssm.sendCommand(any(SendCommandRequest.class)))
        .thenThrow(InvalidInstanceIdException.builder().build());

    assertFails(ExitCode.INSTANCE_OFFLINE);
  }

  private void assertFails(ExitCode code) {
    assertThatThrownBy(() -> runCommand.run(INSTANCE, "comment", List.of("true")))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(code));
  }
}
