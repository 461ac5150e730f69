package io.sagemakerssh.it.localaws.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.it.localaws.messages.FrameJudge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameJudgeTest {
  private final List<String> violations = new ArrayList<>();
  private final FrameJudge client = new FrameJudge(Party.CLIENT, violations::add);
  private final FrameJudge agent = new FrameJudge(Party.AGENT, violations::add);

  private static ByteBuffer input(long sequence) {
    return FrameEncoder.encode(
        AgentMessage.stream(
            MessageType.INPUT_STREAM_DATA,
            sequence,
            0,
            Instant.EPOCH.plusMillis(1),
            PayloadType.OUTPUT,
            UTF_8.encode("hello")));
  }

  @Test
  void framesOfTheOfficialProgramsPass() throws IOException {
    int judged = 0;
    String text;
    try (InputStream vectors = getClass().getResourceAsStream("/vectors/official-frames.txt")) {
      text = new String(vectors.readAllBytes(), UTF_8);
    }
    for (String line : text.split("\n")) {
      String[] words = line.split(" ");
      if (words[0].equals("data") && !words[1].startsWith("service")) {
        FrameJudge judge = words[1].startsWith("client") ? client : agent;
        ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex(words[2]));
        assertThat(judge.judge(frame)).as(line).isNotEqualTo(Verdict.DROP);
        judged++;
      }
    }
    assertThat(judged).isPositive();
    assertThat(violations).isEmpty();
  }

  @Test
  void leavesTheFrameAsItIs() {
    ByteBuffer shifted = ByteBuffer.allocate(200).position(7);
    shifted.put(input(0)).limit(shifted.position()).position(7);

    assertThat(client.judge(shifted)).isEqualTo(Verdict.RELAY);
    assertThat(shifted.position()).isEqualTo(7);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 112", "0, -1", "0, 2147483647", "116, 6", "116, -1"})
  void headerAndLengthThatDoNotFitAreDropped(int offset, int value) {
    ByteBuffer frame = input(0).putInt(offset, value);

    assertThat(client.judge(frame)).isEqualTo(Verdict.DROP);
    assertThat(violations).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 119, 120})
  void shortFramesAreDropped(int length) {
    ByteBuffer frame = input(0).limit(length);

    assertThat(client.judge(frame)).isEqualTo(Verdict.DROP);
  }

  @Test
  void aWrongDigestIsCountedAndRelayed() {
    assertThat(client.judge(input(0).put(120, (byte) 'j'))).isEqualTo(Verdict.RELAY);
    assertThat(violations).singleElement().asString().contains("digest");
  }

  @Test
  void aTypeThatThePartyMustNotSendIsDropped() {
    assertThat(agent.judge(input(0))).isEqualTo(Verdict.DROP);
    assertThat(violations).singleElement().asString().contains("input_stream_data");
  }

  @Test
  void duplicatesAreFineAndGapsAreNot() {
    client.judge(input(0));
    client.judge(input(1));
    client.judge(input(0));
    assertThat(violations).isEmpty();

    client.judge(input(3));
    assertThat(violations).singleElement().asString().contains("sequence number 3 after 1");
  }

  @Test
  void oneGapIsFineAfterAReconnect() {
    client.judge(input(0));
    client.reconnected();
    client.judge(input(9));
    assertThat(violations).isEmpty();

    client.judge(input(11));
    assertThat(violations).hasSize(1);
  }

  @Test
  void negativeSequenceNumbersAreViolations() {
    client.judge(input(-1));

    assertThat(violations).hasSize(1);
  }
}
