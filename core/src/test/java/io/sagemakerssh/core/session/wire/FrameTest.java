package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames against bytes written by hand, field by field. */
class FrameTest {
  private static final AgentMessage HELLO =
      new AgentMessage(
          MessageType.INPUT_STREAM_DATA,
          1,
          1_700_000_000_000L,
          7,
          Flags.NONE,
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
          PayloadType.OUTPUT,
          UTF_8.encode("hello"));

  /** PROTOCOL A.11. */
  private static final String HELLO_FRAME =
      """
      00000074 696e7075745f73747265616d5f64617461 202020202020202020202020202020
      00000001 0000018bcfe56800 0000000000000007 0000000000000000
      8899aabbccddeeff 0011223344556677
      2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
      00000001 00000005 68656c6c6f
      """;

  /** As AWS writes it: 112 bytes of header, the type padded with NULs, no payload type. */
  private static final String CLOSED_FRAME =
      """
      00000070 6368616e6e656c5f636c6f736564 000000000000000000000000000000000000
      00000001 0000018bcfe56800 0000000000000007 0000000000000000
      8899aabbccddeeff 0011223344556677
      2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
      00000005 68656c6c6f
      """;

  @Test
  void encodesTheWorkedExample() {
    assertThat(Hex.of(FrameEncoder.encode(HELLO))).isEqualTo(Hex.of(Hex.bytes(HELLO_FRAME)));
  }

  @Test
  void decodesTheWorkedExample() throws Exception {
    assertThat(FrameDecoder.decode(Hex.bytes(HELLO_FRAME))).isEqualTo(HELLO);
  }

  @Test
  void trap01And03ShortHeaderAndNulPadding() throws Exception {
    AgentMessage closed = FrameDecoder.decode(Hex.bytes(CLOSED_FRAME));

    assertThat(closed.type()).isEqualTo(MessageType.CHANNEL_CLOSED);
    assertThat(closed.payloadType()).isEqualTo(PayloadType.NONE);
    assertThat(closed.payloadText()).isEqualTo("hello");
    assertThat(Hex.of(FrameEncoder.encodeShort(closed))).isEqualTo(Hex.of(Hex.bytes(CLOSED_FRAME)));
  }

  @Test
  void trap02UuidHalvesAreSwapped() throws Exception {
    assertThat(FrameDecoder.decode(Hex.bytes(HELLO_FRAME)).messageId())
        .hasToString("00112233-4455-6677-8899-aabbccddeeff");
  }

  @Test
  void trap04EmptyPayloadsAreReadAndNeverWritten() throws Exception {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.putInt(116, 0).limit(120);
    AgentMessage empty = FrameDecoder.decode(frame);

    assertThat(empty.payloadSize()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> FrameEncoder.encode(empty));
  }

  @Test
  void trap05WrongDigestIsMalformed() {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.put(124, (byte) 'O');

    assertMalformed(frame, "digest");
  }

  @Test
  void publicationFramesNeedNoPayloadLength() throws Exception {
    ByteBuffer frame = ByteBuffer.allocate(116);
    frame.put(4, "start_publication".getBytes(UTF_8));

    assertThat(FrameDecoder.decode(frame).type()).isEqualTo(MessageType.START_PUBLICATION);
  }

  @Test
  void publicationFramesCanBeWritten() throws Exception {
    AgentMessage pause =
        AgentMessage.stream(
            MessageType.PAUSE_PUBLICATION,
            0,
            0,
            java.time.Instant.EPOCH,
            PayloadType.NONE,
            ByteBuffer.allocate(0));

    ByteBuffer frame = FrameEncoder.encode(pause);

    assertThat(frame.remaining()).isEqualTo(120);
    assertThat(FrameDecoder.decode(frame)).isEqualTo(pause);
  }

  @Test
  void unknownPayloadTypesPass() throws Exception {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.putInt(112, -1);

    assertThat(FrameDecoder.decode(frame).payloadType()).isEqualTo(-1);
  }

  @Test
  void bytesBehindThePayloadAreNotPartOfIt() throws Exception {
    assertThat(FrameDecoder.decode(Hex.bytes(HELLO_FRAME + "ffff")).payloadText())
        .isEqualTo("hello");
  }

  @Test
  void aFrameMayLieAnywhereInItsBuffer() throws Exception {
    ByteBuffer padded = Hex.bytes("ffff" + HELLO_FRAME + "ff");
    padded.position(2).limit(padded.limit() - 1);

    assertThat(FrameDecoder.decode(padded)).isEqualTo(HELLO);
    assertThat(padded.position()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 111, 113, 115, 122, 125, 0x7fffffff, 0x80000000, -1})
  void headerLengthsThatDoNotFitAreMalformed(int headerLength) {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.putInt(0, headerLength);

    assertMalformed(frame, "Header length");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 0x7fffffff, 0x80000000, -1})
  void payloadLengthsThatDoNotFitAreMalformed(int length) {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.putInt(116, length);

    assertMalformed(frame, "Payload length");
  }

  @Test
  void everyTruncationIsMalformed() {
    int whole = Hex.bytes(HELLO_FRAME).remaining();
    for (int length = 0; length < whole; length++) {
      assertMalformed(Hex.bytes(HELLO_FRAME).limit(length), "");
    }
  }

  @Test
  void unknownTypeIsMalformedAndPrintsHarmlessly() {
    ByteBuffer frame = Hex.bytes(HELLO_FRAME);
    frame.put(4, "\u001b[31mx".getBytes(UTF_8));

    assertMalformed(frame, "Unknown message type '?[31mxstream_data'");
  }

  @Test
  void payloadAccessorsDoNotDisturbOneAnother() {
    HELLO.payload().get();

    assertThat(HELLO.payload().remaining()).isEqualTo(5);
    assertThat(HELLO.toString()).doesNotContain("hello");
  }

  private static void assertMalformed(ByteBuffer frame, String why) {
    assertThatThrownBy(() -> FrameDecoder.decode(frame))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(why);
  }
}
