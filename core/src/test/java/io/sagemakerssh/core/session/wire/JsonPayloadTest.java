package io.sagemakerssh.core.session.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON payloads that the captured frames do not hold, and hostile ones. */
class JsonPayloadTest {
  private static final String ID = "00112233-4455-6677-8899-aabbccddeeff";

  private interface Parser {
    JsonPayload parse(String json) throws MalformedFrameException;
  }

  static List<Parser> parsers() {
    return List.of(
        Acknowledge::parse,
        SessionState::parse,
        HandshakeRequest::parse,
        HandshakeResponse::parse,
        HandshakeComplete::parse,
        OpenDataChannel::parse,
        OpenControlChannel::parse,
        StartSessionTask::parse,
        TaskComplete::parse,
        TaskAcknowledge::parse,
        JobSend::parse,
        JobAck::parse,
        JobReply::parse,
        JobReplyAck::parse);
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void whatIsNotTheObjectExpectedIsMalformed(Parser parser) {
    String deep = "[".repeat(100_000);
    String empties =
        """
        {"Content":"","content":"","RequestId":"x","RequestedClientActions":[1]}""";
    for (String json : List.of("", "null", "[]", "7", "\"x\"", "{", "{}", deep, empties)) {
      assertThatThrownBy(() -> parser.parse(json)).isInstanceOf(MalformedFrameException.class);
    }
  }

  @Test
  void membersOfTheWrongKindAreMalformed() {
    assertMalformed(() -> SessionState.parse("{\"SessionState\":{},\"SessionId\":\"s\"}"));
    assertMalformed(() -> SessionState.parse("{\"SessionState\":null,\"SessionId\":\"s\"}"));
    assertMalformed(() -> HandshakeComplete.parse("{\"HandshakeTimeToComplete\":1e99}"));
    assertMalformed(
        () ->
            Acknowledge.parse(
                "{\"AcknowledgedMessageType\":\"nothing\",\"AcknowledgedMessageId\":\""
                    + ID
                    + "\",\"AcknowledgedMessageSequenceNumber\":1}"));
    assertMalformed(
        () ->
            HandshakeRequest.parse(
                "{\"AgentVersion\":\"1\",\"RequestedClientActions\":{\"a\":1}}"));
  }

  @Test
  void errorsDoNotQuoteWhatMayBeSecret() {
    assertThatThrownBy(() -> OpenDataChannel.parse("{\"TokenValue\":\"s3cret\" oops"))
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void channelClosedNeedsNothingButAnObject() throws Exception {
    ChannelClosed closed = ChannelClosed.parse("{\"Output\":\"why\"}");

    assertThat(closed.output()).isEqualTo("why");
    assertThat(closed.sessionId()).isEmpty();
    assertThat(ChannelClosed.parse(closed.print())).isEqualTo(closed);
  }

  @Test
  void startSessionTaskKeepsItsContentAsText() throws Exception {
    JsonObject document =
        JsonParser.parseString(
                """
                {"schemaVersion":"1.0","sessionType":"Port",
                 "properties":{"portNumber":"{{ portNumber }}"}}""")
            .getAsJsonObject();
    StartSessionTask task =
        new StartSessionTask(
            "user-1", "AWS-StartSSHSession", document, Map.of("portNumber", "22"), "arn:x");

    JsonObject json = JsonParser.parseString(task.print()).getAsJsonObject();

    assertThat(json.keySet()).containsExactly("Content", "TaskId", "Topic", "SchemaVersion");
    assertThat(json.get("Content").getAsString()).contains("\"SessionId\":\"user-1\"");
    assertThat(StartSessionTask.parse(task.print())).isEqualTo(task);
    assertThat(task.sessionType()).isEqualTo("Port");
  }

  @Test
  void startSessionTaskTakesNullsAndMissingMembers() throws Exception {
    StartSessionTask task =
        StartSessionTask.parse(
            """
            {"Content":"{\\"SessionId\\":\\"s\\",\\"DocumentContent\\":{\\"sessionType\\":null},\
            \\"Parameters\\":{\\"a\\":null}}"}""");

    assertThat(task.sessionType()).isEmpty();
    assertThat(task.parameters()).containsExactly(Map.entry("a", ""));
  }

  @Test
  void trap06SessionAndJobMessagesSpellTheirIdsDifferently() throws Exception {
    String task = "{\"SchemaVersion\":1,\"MessageId\":\"%s\",\"TaskId\":\"s\",".formatted(ID);
    task += "\"Topic\":\"agent_task_complete\"}";
    String reply = "{\"jobId\":\"j\",\"acknowledgedMessageId\":\"%s\"}".formatted(ID);

    assertThat(TaskAcknowledge.parse(task))
        .isEqualTo(new TaskAcknowledge(UUID.fromString(ID), "s"));
    assertThat(TaskAcknowledge.parse(task).print()).isEqualTo(task);
    assertThat(JobReplyAck.parse(reply)).isEqualTo(new JobReplyAck("j", UUID.fromString(ID)));
    assertThat(JobReplyAck.parse(reply).print()).isEqualTo(reply);
  }

  @Test
  void jobsAreSentOrCancelledByTopic() throws Exception {
    String send = "{\"Content\":\"{}\",\"JobId\":\"j\",\"Topic\":\"aws.ssm.sendCommand.us.1\",";
    JobSend job = JobSend.parse(send + "\"SchemaVersion\":1}");

    assertThat(job.isSend()).isTrue();
    assertThat(job.isCancel()).isFalse();
    assertThat(job.print()).isEqualTo(send + "\"SchemaVersion\":1}");
  }

  @Test
  void datesHaveMilliseconds() throws Exception {
    assertThat(IsoMillis.print(Instant.ofEpochSecond(1))).isEqualTo("1970-01-01T00:00:01.000Z");
    assertThat(IsoMillis.parse("1970-01-01T00:00:01.000Z")).isEqualTo(Instant.ofEpochSecond(1));
    assertMalformed(() -> IsoMillis.parse("yesterday"));
  }

  @Test
  void flagsAreFourBytes() throws Exception {
    assertThat(Hex.of(SessionFlag.TERMINATE_SESSION.print())).isEqualTo("00000002");
    assertThat(SessionFlag.parse(Hex.bytes("00000001"))).contains(SessionFlag.DISCONNECT_TO_PORT);
    assertThat(SessionFlag.parse(Hex.bytes("00000009"))).isEmpty();
    assertMalformed(() -> SessionFlag.parse(ByteBuffer.allocate(3)));
  }

  private static void assertMalformed(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing) {
    assertThatThrownBy(parsing).isInstanceOf(MalformedFrameException.class);
  }
}
