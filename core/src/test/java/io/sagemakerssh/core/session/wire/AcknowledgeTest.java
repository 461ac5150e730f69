package io.sagemakerssh.core.session.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgeTest {
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final Acknowledge SEVENTH = new Acknowledge(MessageType.OUTPUT_STREAM_DATA, ID, 7);

  @Test
  void isPrintedAsTheJsonLibraryWould() {
    assertThat(SEVENTH.print()).isEqualTo(JsonPayload.Printer.print(SEVENTH.toJson()));
  }

  @Test
  void isReadAsItIsPrinted() throws Exception {
    assertThat(Acknowledge.parse(SEVENTH.print())).isEqualTo(SEVENTH);
    Acknowledge last = new Acknowledge(MessageType.INPUT_STREAM_DATA, ID, Long.MAX_VALUE);
    assertThat(Acknowledge.parse(last.print())).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'IsSequentialMessage':true,'AcknowledgedMessageType':'output_stream_data',"
            + "'AcknowledgedMessageSequenceNumber':7,'AcknowledgedMessageId':'%s'}",
        "{ 'AcknowledgedMessageType': 'output_stream_data', 'AcknowledgedMessageId': '%s',"
            + " 'AcknowledgedMessageSequenceNumber': 7, 'IsSequentialMessage': true }",
        "{'AcknowledgedMessageType':'output_stream_data','AcknowledgedMessageId':'%s',"
            + "'AcknowledgedMessageSequenceNumber':7,'IsSequentialMessage':false}",
        "{'AcknowledgedMessageType':'output_stream_data','AcknowledgedMessageId':'%s',"
            + "'AcknowledgedMessageSequenceNumber':7,'More':1,'IsSequentialMessage':true}",
      })
  void isReadWhateverItsOrderAndSpaces(String json) throws Exception {
    assertThat(Acknowledge.parse(json.formatted(ID).replace('\'', '"'))).isEqualTo(SEVENTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{'AcknowledgedMessageType':'",
        "{'AcknowledgedMessageType':'','AcknowledgedMessageId':'",
        "{'AcknowledgedMessageType':'output_stream_data','AcknowledgedMessageId':'%s',"
            + "'AcknowledgedMessageSequenceNumber':,'IsSequentialMessage':true}",
        "{'AcknowledgedMessageType':'output_stream_data','AcknowledgedMessageId':'%s',"
            + "'AcknowledgedMessageSequenceNumber':99999999999999999999,'IsSequentialMessage':true}",
        "{'AcknowledgedMessageType':'nonsense','AcknowledgedMessageId':'%s',"
            + "'AcknowledgedMessageSequenceNumber':7,'IsSequentialMessage':true}",
        "{'AcknowledgedMessageType':'output_stream_data','AcknowledgedMessageId':"
            + "'x0112233-4455-6677-8899-aabbccddeeff',"
            + "'AcknowledgedMessageSequenceNumber':7,'IsSequentialMessage':true}",
      })
  void whatDoesNotFitIsMalformed(String json) {
    assertThatThrownBy(() -> Acknowledge.parse(json.formatted(ID).replace('\'', '"')))
        .isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void messagesHaveIdsOfTheirOwn() {
    AgentMessage first = acknowledgement();
    AgentMessage second = acknowledgement();

    assertThat(first.messageId()).isNotEqualTo(second.messageId());
    assertThat(first.messageId().version()).isEqualTo(4);
    assertThat(first.messageId().variant()).isEqualTo(2);
  }

  private static AgentMessage acknowledgement() {
    return AgentMessage.of(
        MessageType.ACKNOWLEDGE, Flags.SYN_FIN, java.time.Instant.EPOCH, SEVENTH);
  }
}
