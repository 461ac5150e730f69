package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a data channel receives, traps of PROTOCOL part F by their numbers. */
class DataChannelReceivingTest {
  private final ChannelFixture fixture = new ChannelFixture(Role.CLIENT);
  private final DataChannel channel = fixture.channel;
  private final ScriptedPeer peer = fixture.peer;

  @Test
  void trap07AcknowledgesOnlyWhatItsReaderTook() throws Exception {
    channel.open();
    peer.data(0, "12345678");
    peer.data(1, "more");
    assertThat(peer.socket().acknowledged()).containsExactly(0L);

    fixture.read(8);

    assertThat(peer.socket().acknowledged()).containsExactly(0L, 1L);
    assertThat(fixture.read(4)).isEqualTo("more");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void trap08AcknowledgesDuplicatesAgain(Role role) {
    ChannelFixture either = new ChannelFixture(role);
    either.channel.open();
    either.peer.data(0, "x");
    either.peer.data(0, "x");

    assertThat(either.peer.socket().acknowledged()).containsExactly(0L, 0L);
    assertThat(either.channel.input().available()).isEqualTo(1);
  }

  @Test
  void trap11AStoppedReaderStopsTheSocket() throws Exception {
    channel.open();
    for (int sequence = 0; sequence < 50; sequence++) {
      peer.data(sequence, "12345678");
    }
    int stopped = peer.socket().undelivered();
    assertThat(stopped).isGreaterThan(40);

    assertThat(channel.input().readNBytes(50 * 8)).hasSize(50 * 8);

    assertThat(peer.socket().undelivered()).isZero();
    assertThat(peer.socket().acknowledged()).hasSize(50).isSorted();
  }

  @Test
  void trap11WhatAStoppedReaderCostsIsBounded() throws Exception {
    ChannelSettings defaults = ChannelSettings.defaults();
    ChannelFixture stopped = new ChannelFixture(Role.CLIENT, defaults);
    stopped.channel.open();
    int size = 16_384;
    int messages = 1000;
    for (int sequence = 0; sequence < messages; sequence++) {
      stopped.peer.stream(sequence, PayloadType.OUTPUT, ByteBuffer.allocate(size));
    }
    int taken = messages - stopped.peer.socket().undelivered();

    assertThat((long) taken * size)
        .isLessThan(defaults.unreadBytes() + defaults.unacknowledgedBytes() + 2L * size);
    assertThat(stopped.channel.input().readNBytes(messages * size)).hasSize(messages * size);
  }

  @Test
  void trap14DeliversInOrderWhatItAcknowledgedOutOfOrder() throws Exception {
    channel.open();
    peer.data(1, "b");
    peer.data(2, "c");
    assertThat(peer.socket().acknowledged()).containsExactly(1L, 2L);
    peer.data(0, "a");

    assertThat(peer.socket().acknowledged()).containsExactly(1L, 2L, 0L);
    assertThat(fixture.read(3)).isEqualTo("abc");
  }

  @Test
  void malformedFramesAreDroppedAndTheChannelGoesOn() {
    channel.open();
    peer.socket().deliver(ByteBuffer.allocate(500));
    peer.json(MessageType.ACKNOWLEDGE, () -> new com.google.gson.JsonObject());
    peer.data(0, "x");

    assertThat(peer.socket().acknowledged()).containsExactly(0L);
  }
}
