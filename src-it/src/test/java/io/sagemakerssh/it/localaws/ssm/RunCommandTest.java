package io.sagemakerssh.it.localaws.ssm;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAgent.ReceivedJob;
import io.sagemakerssh.it.localaws.TestAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.Target;

/** SendCommand and what becomes of it, with an agent that answers as the test says. */
class RunCommandTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  @TempDir static Path directory;
  private static SsmClient ssm;
  private static TestAgent agent;

  @BeforeAll
  static void goOnline() {
    ssm = AWS.ssm();
    agent = TestAgent.online(AWS.aws(), directory, "run", "AIDAJQABLZS4A3EXAMPLE");
  }

  @AfterAll
  static void leave() {
    agent.close();
  }

  @AfterEach
  void backToNow() {
    AWS.clock().reset();
  }

  private Command send(Consumer<SendCommandRequest.Builder> more) {
    return send(ssm, more);
  }

  private Command send(SsmClient client, Consumer<SendCommandRequest.Builder> more) {
    return client
        .sendCommand(
            b -> {
              b.documentName("AWS-RunShellScript")
                  .parameters(Map.of("commands", List.of("echo hello")));
              b.instanceIds(agent.id());
              more.accept(b);
            })
        .command();
  }

  private GetCommandInvocationResponse invocation(Command command) {
    return await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreException(InvocationDoesNotExistException.class)
        .until(
            () ->
                ssm.getCommandInvocation(
                    b -> b.commandId(command.commandId()).instanceId(command.instanceIds().get(0))),
            found -> true);
  }

  private GetCommandInvocationResponse awaitStatus(
      Command command, CommandInvocationStatus status) {
    return await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> invocation(command), found -> found.status() == status);
  }

  /**
   * An instance that will hear nothing. Not the one of all tests: an agent that was refused a few
   * times takes up to a minute to come back.
   */
  private static TestAgent offline(String job) {
    TestAgent unheard = TestAgent.online(AWS.aws(), directory, job, "AIDAJQABLZS4A3EXAMPLE");
    AWS.aws().faults().offline(unheard.id(), true);
    return unheard;
  }

  @Test
  void goesFromPendingOverInProgressToSuccess() {
    Command command = send(b -> b.comment("why"));
    ReceivedJob job = agent.takeJob(command.commandId());
    assertThat(invocation(command).statusDetails()).isEqualTo("Pending");
    assertThat(invocation(command).responseCode()).isEqualTo(-1);

    agent.acknowledge(job, JobAck.ACCEPTED);
    awaitStatus(command, CommandInvocationStatus.IN_PROGRESS);
    agent.reply(job, "Success", 0, "hello\n", "");
    GetCommandInvocationResponse done = awaitStatus(command, CommandInvocationStatus.SUCCESS);

    assertThat(done.standardOutputContent()).isEqualTo("hello\n");
    assertThat(done.responseCode()).isZero();
    assertThat(done.pluginName()).isEqualTo("aws:runShellScript");
    assertThat(done.executionElapsedTime()).isEqualTo("PT2.5S");
    assertThat(done.comment()).isEqualTo("why");
    assertThat(job.job().content().getAsJsonObject("Parameters").get("commands").toString())
        .isEqualTo("[\"echo hello\"]");
  }

  @Test
  void aFailureKeepsItsCodeAndBothStreams() {
    Command command = send(b -> {});
    ReceivedJob job = agent.takeJob(command.commandId());
    agent.acknowledge(job, JobAck.ACCEPTED);

    agent.reply(job, "Failed", 3, "out", "err");

    GetCommandInvocationResponse failed = awaitStatus(command, CommandInvocationStatus.FAILED);
    assertThat(failed.responseCode()).isEqualTo(3);
    assertThat(failed.standardOutputContent()).isEqualTo("out");
    assertThat(failed.standardErrorContent()).isEqualTo("err");
    assertThat(
            ssm.listCommands(b -> b.commandId(command.commandId())).commands().get(0).errorCount())
        .isEqualTo(1);
  }

  @Test
  void cutsLongOutputAsAwsDoes() {
    Command command = send(b -> {});
    ReceivedJob job = agent.takeJob(command.commandId());
    agent.acknowledge(job, JobAck.ACCEPTED);

    agent.reply(job, "Success", 0, "x".repeat(30_000), "y".repeat(9_000));

    GetCommandInvocationResponse done = awaitStatus(command, CommandInvocationStatus.SUCCESS);
    assertThat(done.standardOutputContent()).hasSize(24_000);
    assertThat(done.standardErrorContent()).hasSize(8_000);
  }

  @Test
  void isSentAgainUntilTheAgentHasIt() {
    Command command = send(b -> {});
    ReceivedJob first = agent.takeJob(command.commandId());

    AWS.clock().advance(Duration.ofSeconds(2));
    ReceivedJob second = agent.takeJob(command.commandId());

    assertThat(second.job().jobId()).isEqualTo(first.job().jobId());
    agent.acknowledge(second, JobAck.DUPLICATE_COMMAND);
    awaitStatus(command, CommandInvocationStatus.IN_PROGRESS);
  }

  @Test
  void aRefusedDocumentFails() {
    Command command = send(b -> {});

    agent.acknowledge(agent.takeJob(command.commandId()), JobAck.INVALID_DOCUMENT);

    awaitStatus(command, CommandInvocationStatus.FAILED);
  }

  @Test
  void timesOutWhenNoAgentTakesIt() {
    try (TestAgent unheard = offline("slow-to-come")) {
      Command command = send(b -> b.timeoutSeconds(30).instanceIds(unheard.id()));

      AWS.clock().advance(Duration.ofSeconds(31));

      assertThat(awaitStatus(command, CommandInvocationStatus.TIMED_OUT).statusDetails())
          .isEqualTo("Delivery Timed Out");
    }
  }

  @Test
  void timesOutWhenTheScriptTakesTooLong() {
    Command command =
        send(
            b ->
                b.parameters(
                    Map.of("commands", List.of("sleep 99"), "executionTimeout", List.of("10"))));
    agent.acknowledge(agent.takeJob(command.commandId()), JobAck.ACCEPTED);
    awaitStatus(command, CommandInvocationStatus.IN_PROGRESS);

    AWS.clock().advance(Duration.ofSeconds(45));

    assertThat(awaitStatus(command, CommandInvocationStatus.TIMED_OUT).statusDetails())
        .isEqualTo("Execution Timed Out");
  }

  @Test
  void theAgentIsToldToCancel() {
    Command command = send(b -> {});
    ReceivedJob job = agent.takeJob(command.commandId());
    agent.acknowledge(job, JobAck.ACCEPTED);
    awaitStatus(command, CommandInvocationStatus.IN_PROGRESS);

    ssm.cancelCommand(b -> b.commandId(command.commandId()));

    ReceivedJob cancel = agent.takeJob(command.commandId());
    assertThat(cancel.job().isCancel()).isTrue();
    assertThat(cancel.job().content().get("CancelMessageId").getAsString())
        .isEqualTo(job.job().jobId());
    awaitStatus(command, CommandInvocationStatus.CANCELLING);
    agent.reply(job, "Cancelled", 1, "", "");
    awaitStatus(command, CommandInvocationStatus.CANCELLED);
    agent.reply(job, "Success", 0, "", "");
    assertThat(invocation(command).status())
        .as("what is final stays")
        .isEqualTo(CommandInvocationStatus.CANCELLED);
  }

  @Test
  void isCancelledAtOnceIfNoAgentHasIt() {
    try (TestAgent unheard = offline("never-there")) {
      Command command = send(b -> b.instanceIds(unheard.id()));

      ssm.cancelCommand(b -> b.commandId(command.commandId()).instanceIds(unheard.id()));

      assertThat(invocation(command).status()).isEqualTo(CommandInvocationStatus.CANCELLED);
    }
  }

  @Test
  void targetsByTag() {
    Command command =
        ssm.sendCommand(
                b ->
                    b.documentName("AWS-RunShellScript")
                        .parameters(Map.of("commands", List.of("id")))
                        .targets(Target.builder().key("InstanceIds").values(agent.id()).build()))
            .command();

    assertThat(command.targetCount()).isEqualTo(1);
    assertThat(agent.takeJob(command.commandId()).job().jobId())
        .isEqualTo("aws.ssm." + command.commandId() + "." + agent.id());
  }

  @Test
  void listsInvocationsByPageTheNewestFirst() {
    List<String> sent = new ArrayList<>();
    // Later than what other tests sent with the clock set forward.
    AWS.clock().advance(Duration.ofMinutes(2));
    for (int i = 0; i < 3; i++) {
      sent.add(0, send(b -> {}).commandId());
      AWS.clock().advance(Duration.ofMillis(100));
    }

    List<CommandInvocation> listed =
        ssm
            .listCommandInvocationsPaginator(
                b -> b.instanceId(agent.id()).maxResults(2).details(true))
            .commandInvocations()
            .stream()
            .toList();

    assertThat(listed)
        .extracting(CommandInvocation::commandId)
        .startsWith(sent.toArray(String[]::new));
    assertThat(ssm.listCommands(b -> b.instanceId(agent.id())).commands())
        .extracting(Command::commandId)
        .startsWith(sent.toArray(String[]::new));
  }

  @Test
  void refuses() {
    assertRefused(400, "InvalidInstanceId", () -> send(b -> b.instanceIds("mi-00000000000000000")));
    assertRefused(400, "InvalidDocument", () -> send(b -> b.documentName("AWS-None")));
    assertRefused(400, "InvalidDocument", () -> send(b -> b.documentName("AWS-StartSSHSession")));
    assertRefused(400, "InvalidParameters", () -> send(b -> b.parameters(Map.of())));
    assertRefused(
        400,
        "InvalidParameters",
        () -> send(b -> b.parameters(Map.of("commands", List.of("x"), "colour", List.of("red")))));
    assertRefused(400, "ValidationException", () -> send(b -> b.timeoutSeconds(29)));
    assertRefused(400, "ValidationException", () -> send(b -> b.comment("x".repeat(101))));
    assertRefused(
        400, "InvalidCommandId", () -> ssm.cancelCommand(b -> b.commandId(UUID.randomUUID() + "")));
    assertRefused(
        400,
        "InvocationDoesNotExist",
        () ->
            ssm.getCommandInvocation(
                b -> b.commandId(UUID.randomUUID().toString()).instanceId(agent.id())));
  }

  @Test
  void anOwnerMayRunCommandsOnTheirsOnly() {
    SsmClient bob = AWS.ssm("bob");
    try (TestAgent alices =
        TestAgent.online(AWS.aws(), directory, "alices", "AIDACKCEVSQ6C2EXAMPLE")) {
      assertThat(send(bob, b -> {}).instanceIds()).containsExactly(agent.id());
      assertRefused(400, "AccessDeniedException", () -> send(bob, b -> b.instanceIds(alices.id())))
          .hasMessageContaining("ssm:SendCommand")
          .hasMessageContaining("managed-instance/" + alices.id());
      ssm.deregisterManagedInstance(b -> b.instanceId(alices.id()));
    }
  }
}
