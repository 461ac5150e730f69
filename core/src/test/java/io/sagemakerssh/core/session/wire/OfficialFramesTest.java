package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames captured from the official programs: read, understood, written again byte by byte. */
class OfficialFramesTest {
  private record Line(String channel, String what, String hex) {}

  @Test
  void theFileHoldsBothRolesOnBothChannels() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(20);
    assertThat(frames()).extracting(Line::channel).contains("data", "control");
    assertThat(frames()).extracting(Line::what).contains("agent>", "client>");
  }

  @ParameterizedTest
  @MethodSource("frames")
  void framesAreWrittenAsTheyWereRead(Line line) throws Exception {
    AgentMessage message = FrameDecoder.decode(Hex.bytes(line.hex()));

    assertThat(Hex.of(FrameEncoder.encode(message))).isEqualTo(line.hex());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void payloadsArePrintedAsTheyWereParsed(Line line) throws Exception {
    AgentMessage message = FrameDecoder.decode(Hex.bytes(line.hex()));
    if (message.payloadType() != PayloadType.OUTPUT) {
      assertThat(parse(message).print()).isEqualTo(message.payloadText());
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void openingFramesArePrintedAsTheyWereParsed(Line line) throws Exception {
    String text = UTF_8.decode(Hex.bytes(line.hex())).toString();
    JsonPayload opening =
        line.what().equals("control-channel")
            ? OpenControlChannel.parse(text)
            : OpenDataChannel.parse(text);

    assertThat(opening.print()).isEqualTo(text);
    assertThat(opening.toString()).doesNotContain("tok");
  }

  @Test
  void clientAndAgentAreToldApartByTheirOpeningFrame() throws Exception {
    assertThat(texts().stream().filter(line -> line.what().equals("data-channel")))
        .extracting(line -> OpenDataChannel.parse(UTF_8.decode(Hex.bytes(line.hex())).toString()))
        .hasExactlyElementsOfTypes(OpenDataChannel.ByClient.class, OpenDataChannel.ByAgent.class);
  }

  private static JsonPayload parse(AgentMessage message) throws MalformedFrameException {
    String json = message.payloadText();
    return switch (message.type()) {
      case ACKNOWLEDGE -> Acknowledge.parse(json);
      case AGENT_SESSION_STATE -> SessionState.parse(json);
      case AGENT_TASK_COMPLETE -> TaskComplete.parse(json);
      case AGENT_JOB_ACK -> JobAck.parse(json);
      case AGENT_JOB_REPLY -> JobReply.parse(json);
      case INPUT_STREAM_DATA, OUTPUT_STREAM_DATA ->
          switch (message.payloadType()) {
            case PayloadType.HANDSHAKE_REQUEST -> HandshakeRequest.parse(json);
            case PayloadType.HANDSHAKE_RESPONSE -> HandshakeResponse.parse(json);
            case PayloadType.HANDSHAKE_COMPLETE -> HandshakeComplete.parse(json);
            default -> throw new AssertionError("No payload of " + message + " was expected");
          };
      default -> throw new AssertionError("No " + message + " was expected");
    };
  }

  static List<Line> frames() throws IOException {
    return lines().stream().filter(line -> !line.channel().equals("text")).toList();
  }

  static List<Line> texts() throws IOException {
    return lines().stream().filter(line -> line.channel().equals("text")).toList();
  }

  private static List<Line> lines() throws IOException {
    try (InputStream file =
        OfficialFramesTest.class.getResourceAsStream("/vectors/official-frames.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(words -> new Line(words[0], words[1], words[2]))
          .toList();
    }
  }
}
