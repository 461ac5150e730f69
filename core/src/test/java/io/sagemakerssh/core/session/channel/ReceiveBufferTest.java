package io.sagemakerssh.core.session.channel;

import static io.sagemakerssh.core.session.channel.ReceiveBuffer.Arrival.ACKNOWLEDGE;
import static io.sagemakerssh.core.session.channel.ReceiveBuffer.Arrival.ACKNOWLEDGE_AGAIN;
import static io.sagemakerssh.core.session.channel.ReceiveBuffer.Arrival.DELIVER;
import static io.sagemakerssh.core.session.channel.ReceiveBuffer.Arrival.IGNORE;
import static io.sagemakerssh.core.session.channel.ReceiveBuffer.Arrival.WAITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
  private static final int PAYLOAD = 1000;

  /** Room for three messages. */
  private final ReceiveBuffer buffer = new ReceiveBuffer(3 * PAYLOAD);

  @Test
  void whatIsNextIsDeliveredThenAcknowledged() {
    assertThat(buffer.arrive(message(0))).isEqualTo(DELIVER);
    assertThat(buffer.next().sequenceNumber()).isZero();
    assertThat(buffer.advance()).isTrue();
    assertThat(buffer.next()).isNull();
  }

  @Test
  void whatIsOldIsAcknowledgedAgain() {
    buffer.arrive(message(0));
    buffer.advance();

    assertThat(buffer.arrive(message(0))).isEqualTo(ACKNOWLEDGE_AGAIN);
    assertThat(buffer.arrive(message(-5))).isEqualTo(ACKNOWLEDGE_AGAIN);
  }

  @Test
  void trap14WhatIsAheadIsAcknowledgedOnceKept() {
    assertThat(buffer.arrive(message(1))).isEqualTo(ACKNOWLEDGE);
    assertThat(buffer.arrive(message(1))).as("a repeat").isEqualTo(ACKNOWLEDGE_AGAIN);
    assertThat(buffer.next()).isNull();

    assertThat(buffer.arrive(message(0))).isEqualTo(DELIVER);
    assertThat(buffer.advance()).isTrue();
    assertThat(buffer.next().sequenceNumber()).isEqualTo(1);
    assertThat(buffer.advance()).as("still to be acknowledged").isFalse();
  }

  @Test
  void whatWaitsForItsReaderIsNotAcknowledged() {
    buffer.arrive(message(0));

    assertThat(buffer.arrive(message(0))).as("a repeat").isEqualTo(WAITS);
    assertThat(buffer.arrive(message(1))).isEqualTo(DELIVER);
    assertThat(buffer.arrive(message(1))).as("a repeat").isEqualTo(WAITS);
  }

  @Test
  void whatIsAheadWithoutRoomIsNotAcknowledged() {
    for (int sequence = 1; sequence <= 3; sequence++) {
      assertThat(buffer.arrive(message(sequence))).isEqualTo(ACKNOWLEDGE);
    }

    assertThat(buffer.arrive(message(4))).isEqualTo(IGNORE);
    assertThat(buffer.mustStall()).as("the missing one must come through").isFalse();
    assertThat(buffer.arrive(message(0))).isEqualTo(DELIVER);
  }

  @Test
  void whatIsFarAheadIsNotKept() {
    assertThat(buffer.arrive(message(1_000_000))).isEqualTo(IGNORE);
    assertThat(buffer.arrive(message(Long.MAX_VALUE))).isEqualTo(IGNORE);
  }

  @Test
  void stallsWhileTooMuchWaitsForItsReader() {
    buffer.arrive(message(0));
    buffer.arrive(message(1));
    assertThat(buffer.mustStall()).isFalse();
    buffer.arrive(message(2));
    assertThat(buffer.mustStall()).isTrue();

    buffer.advance();
    assertThat(buffer.mustStall()).isFalse();
  }

  private static AgentMessage message(long sequence) {
    return AgentMessage.stream(
        MessageType.OUTPUT_STREAM_DATA,
        sequence,
        0,
        Instant.EPOCH,
        PayloadType.OUTPUT,
        ByteBuffer.allocate(PAYLOAD));
  }
}
