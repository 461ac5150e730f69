package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.remote.registration.ManagedInstance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of the service, traps of PROTOCOL part F by their numbers. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunCommandTest {
  private static final UUID MESSAGE = UUID.randomUUID();

  @TempDir private Path directory;
  private final RecordedChannel service = new RecordedChannel();
  private RunCommand commands;

  @BeforeEach
  void start() {
    commands =
        new RunCommand(
            new ManagedInstance("mi-1", "eu-west-1", mock(PrivateKey.class), "f", Map.of()),
            new ScriptSettings(
                directory.resolve("scratch"), directory, Map.of("PATH", System.getenv("PATH"))),
            new OsRelease("Debian", "12"),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    commands.close();
  }

  private static String jobId(String commandId) {
    return "aws.ssm." + commandId + ".mi-1";
  }

  private static JobSend command(String commandId, String document, String... lines) {
    JsonArray commandLines = new JsonArray();
    List.of(lines).forEach(commandLines::add);
    JsonObject parameters = new JsonObject();
    parameters.add("commands", commandLines);
    JsonObject content = new JsonObject();
    content.add("Parameters", parameters);
    content.add("DocumentContent", JsonParser.parseString(document));
    content.addProperty("CommandId", commandId);
    content.addProperty("DocumentName", "AWS-RunShellScript");
    return new JobSend(jobId(commandId), "aws.ssm.sendCommand.eu.west.1.1", content);
  }

  private static JobSend cancel(String commandId) {
    JsonObject content = new JsonObject();
    content.addProperty("CancelMessageId", jobId(commandId));
    return new JobSend("aws.ssm.cancel.mi-1", "aws.ssm.cancelCommand.eu.west.1.1", content);
  }

  private void receive(JobSend job) {
    commands.onJob(service.channel(), MESSAGE, job);
  }

  private static String status(JobReply reply) {
    return reply.content().get("documentStatus").getAsString();
  }

  private static JsonObject step(JobReply reply, String name) {
    return reply.content().getAsJsonObject("runtimeStatus").getAsJsonObject(name);
  }

  /** Receives a command of one step and gives its final reply. */
  private JobReply run(JobSend job) throws InterruptedException {
    receive(job);
    assertThat(service.nextAck().isAccepted()).isTrue();
    service.nextReply();
    service.nextReply();
    return service.nextReply();
  }

  @Test
  void trap38AcknowledgesThenRepliesInOrder() throws Exception {
    receive(command("c1", CommandDocumentTest.SCHEMA_2, "echo hi"));

    JobAck ack = service.nextAck();
    assertThat(ack.jobId()).isEqualTo("aws.ssm.c1.mi-1");
    assertThat(ack.acknowledgedMessageId()).isEqualTo(MESSAGE);
    assertThat(ack.statusCode()).isEqualTo("200");
    JobReply progress = service.nextReply();
    assertThat(status(progress)).isEqualTo("InProgress");
    assertThat(progress.content().get("runtimeStatus").isJsonNull()).isTrue();
    JobReply ofStep = service.nextReply();
    assertThat(status(ofStep)).isEqualTo("InProgress");
    assertThat(step(ofStep, "step1").get("status").getAsString()).isEqualTo("Success");
    JobReply last = service.nextReply();
    assertThat(last.topic()).isEqualTo("aws.ssm.sendCommand");
    assertThat(status(last)).isEqualTo("Success");
    JsonObject step = step(last, "step1");
    assertThat(step.get("name").getAsString()).isEqualTo("aws:runShellScript");
    assertThat(step.get("standardOutput").getAsString()).isEqualTo("hi\n");
    assertThat(step.get("output").getAsString()).isEqualTo("hi\n");
    assertThat(step.get("code").getAsInt()).isZero();
    assertThat(
            last.content().getAsJsonObject("additionalInfo").getAsJsonObject("runtimeStatusCounts"))
        .isEqualTo(JsonParser.parseString("{\"Success\":1}"));
  }

  @Test
  void schema1StepsAreKeyedByTheirAction() throws Exception {
    JobReply last = run(command("c1", CommandDocumentTest.SCHEMA_1, "echo hi"));

    assertThat(step(last, "aws:runShellScript").get("standardOutput").getAsString())
        .isEqualTo("hi\n");
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0,Success,0",
    "exit 3,Failed,3",
    "exit 194,SuccessAndReboot,194",
    "exit 168,Success,168",
    "exit 169,Failed,169",
    "kill -KILL $$,TimedOut,137"
  })
  void trap35ExitCodesBecomeStatuses(String line, String status, int code) throws Exception {
    JobReply last = run(command("c1", CommandDocumentTest.SCHEMA_2, line));

    assertThat(status(last)).isEqualTo(status);
    assertThat(step(last, "step1").get("status").getAsString()).isEqualTo(status);
    assertThat(step(last, "step1").get("code").getAsInt()).isEqualTo(code);
  }

  @Test
  void trap40aFailureIsAddedToTheStandardError() throws Exception {
    JobReply last = run(command("c1", CommandDocumentTest.SCHEMA_2, "echo oops >&2", "exit 3"));

    assertThat(step(last, "step1").get("standardError").getAsString())
        .isEqualTo("oops\n\nfailed to run commands: exit status 3");
    assertThat(step(last, "step1").get("output").getAsString())
        .isEqualTo("\n----------ERROR-------\noops\n\nfailed to run commands: exit status 3");
  }

  @Test
  void timeoutIsReported() throws Exception {
    JobSend job = command("c1", CommandDocumentTest.SCHEMA_2, "sleep 60");
    job.content().getAsJsonObject("Parameters").addProperty("executionTimeout", "5");

    JobReply last = run(job);

    assertThat(status(last)).isEqualTo("TimedOut");
    assertThat(step(last, "step1").get("code").getAsInt()).isEqualTo(137);
  }

  @Test
  void cancelsARunningCommand() throws Exception {
    Path started = directory.resolve("started");
    receive(command("c1", CommandDocumentTest.SCHEMA_2, "touch " + started, "sleep 60"));
    service.nextAck();
    service.nextReply();
    await().until(() -> Files.exists(started));

    receive(cancel("c1"));

    assertThat(service.nextAck().isAccepted()).isTrue();
    JobReply ofCancellation = service.nextReply();
    assertThat(ofCancellation.topic()).isEqualTo("aws.ssm.cancelCommand");
    assertThat(status(ofCancellation)).isEqualTo("InProgress");
    service.nextReply();
    JobReply last = service.nextReply();
    assertThat(last.jobId()).isEqualTo(jobId("c1"));
    assertThat(status(last)).isEqualTo("Cancelled");
    assertThat(step(last, "step1").get("code").getAsInt()).isEqualTo(137);
  }

  @Test
  void cancellingWhatIsNotRunningIsHarmless() throws Exception {
    receive(cancel("unknown"));

    assertThat(service.nextAck().isAccepted()).isTrue();
  }

  @Test
  void sameCommandNeverRunsTwice() throws Exception {
    Path count = directory.resolve("count");
    JobSend job = command("c1", CommandDocumentTest.SCHEMA_2, "echo x >> " + count);
    run(job);

    receive(job);

    assertThat(service.nextAck().statusCode()).isEqualTo("51405");
    assertThat(service.isSilent()).isTrue();
    assertThat(count).hasContent("x\n");
  }

  @Test
  void documentThatIsNotUnderstoodIsRefused() throws Exception {
    receive(command("c1", "{\"schemaVersion\":\"9\"}", "true"));

    JobAck ack = service.nextAck();
    assertThat(ack.statusCode()).isEqualTo("51406");
    assertThat(ack.errorMessage()).contains("9");
  }

  @Test
  void jobWithoutCommandIsRefused() throws Exception {
    receive(new JobSend("aws.ssm.x.mi-1", "aws.ssm.sendCommand", new JsonObject()));
    assertThat(service.nextAck().statusCode()).isEqualTo("51408");

    receive(new JobSend("aws.ssm.x.mi-1", "aws.ssm.somethingElse", new JsonObject()));
    assertThat(service.nextAck().statusCode()).isEqualTo("51408");
  }

  @Test
  void fiveRunFiveWaitAndMoreAreRefused() throws Exception {
    Path go = directory.resolve("go");
    String wait = "while [ ! -e " + go + " ]; do sleep 0.05; done";
    for (int i = 0; i < 11; i++) {
      receive(command("c" + i, CommandDocumentTest.SCHEMA_2, wait));
    }

    int accepted = 0;
    int full = 0;
    int replies = 0;
    while (accepted + full < 11) {
      JobAck next = service.nextAckSkippingReplies();
      accepted += next.isAccepted() ? 1 : 0;
      full += next.statusCode().equals("51402") ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(10);
    assertThat(full).isEqualTo(1);
    Files.createFile(go);
    while (replies < 10) {
      if (status(service.nextReply()).equals("Success")) {
        replies++;
      }
    }
  }

  @Test
  void trap36StandardErrorHoldsAsMuchAsTheOutput() throws Exception {
    String much = "head -c 30000 /dev/zero | tr '\\0' e";

    JobReply last = run(command("c1", CommandDocumentTest.SCHEMA_2, "(" + much + ") >&2", much));

    String cut = "e".repeat(24_000 - 20) + "--output truncated--";
    assertThat(step(last, "step1").get("standardError").getAsString()).isEqualTo(cut);
    assertThat(step(last, "step1").get("standardOutput").getAsString()).isEqualTo(cut);
  }

  @Test
  void trap40FieldsForS3AndCloudWatchChangeNothing() throws Exception {
    JobSend job = command("c1", CommandDocumentTest.SCHEMA_2, "echo hi");
    job.content().addProperty("OutputS3BucketName", "bucket");
    job.content().addProperty("OutputS3KeyPrefix", "logs");
    job.content().addProperty("CloudWatchLogGroupName", "group");
    job.content().addProperty("CloudWatchOutputEnabled", "true");

    JsonObject step = step(run(job), "step1");

    assertThat(step.get("standardOutput").getAsString()).isEqualTo("hi\n");
    assertThat(step.get("outputS3BucketName").getAsString()).isEmpty();
    assertThat(step.get("outputS3KeyPrefix").getAsString()).isEmpty();
  }

  @Test
  void hugeOutputStillFitsIntoAReply() throws Exception {
    // A quotation mark is four bytes once it is JSON in JSON, a control character seven.
    String noise = "head -c 100000 /dev/zero | tr '\\0' '\\001'";

    JobReply last = run(command("c1", CommandDocumentTest.SCHEMA_2, noise, "(" + noise + ") >&2"));

    assertThat(last.print().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(120_000);
    assertThat(status(last)).isEqualTo("Success");
    assertThat(step(last, "step1").get("standardOutput").getAsString())
        .startsWith("\u0001\u0001")
        .endsWith("--output truncated--");
    assertThat(JobReply.parse(last.print()).content()).isEqualTo(last.content());
  }

  @Test
  void trap40bStepsRunInOrderAndTheLastReplyNamesNone() throws Exception {
    String document =
        """
        {"schemaVersion":"2.2","mainSteps":[
         {"action":"aws:runShellScript","name":"a","inputs":{"runCommand":["exit 1"]}},
         {"action":"aws:cook","name":"b"},
         {"action":"aws:runShellScript","name":"c",
          "inputs":{"runCommand":["exit 2"],"onFailure":"exit"}},
         {"action":"aws:runShellScript","name":"d","inputs":{"runCommand":["true"]}}]}
        """;
    receive(command("c1", document));
    service.nextAck();
    service.nextReply();

    assertThat(step(service.nextReply(), "a").get("status").getAsString()).isEqualTo("Failed");
    assertThat(step(service.nextReply(), "b").get("standardError").getAsString())
        .contains("aws:cook");
    assertThat(step(service.nextReply(), "c").get("code").getAsInt()).isEqualTo(2);
    assertThat(step(service.nextReply(), "d").get("status").getAsString()).isEqualTo("Skipped");
    JobReply last = service.nextReply();
    assertThat(status(last)).isEqualTo("Failed");
    assertThat(last.content().getAsJsonObject("runtimeStatus").size()).isZero();
  }

  @Test
  void whoAwaitsIdlenessSeesEveryResultTold() throws Exception {
    Path go = directory.resolve("go");
    receive(
        command(
            "c1", CommandDocumentTest.SCHEMA_2, "until [ -e '" + go + "' ]; do sleep 0.01; done"));
    service.nextAck();
    service.nextReply();

    commands.awaitIdle(Duration.ofMillis(1));
    assertThat(service.isSilent()).isTrue();

    Files.createFile(go);
    commands.awaitIdle(Duration.ofSeconds(30));
    assertThat(service.untaken()).as("of the step, and the last").isEqualTo(2);
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    Path pid = directory.resolve("pid");
    receive(command("c1", CommandDocumentTest.SCHEMA_2, "echo $$ > " + pid, "sleep 60"));
    await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
    long running = Long.parseLong(Files.readString(pid).strip());

    commands.close();

    await().until(() -> ProcessHandle.of(running).isEmpty());
  }
}
