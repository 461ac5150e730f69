package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How large a channel's messages get, traps of PROTOCOL part F by their numbers. */
class MessageSizeTest {
  private static final ByteBuffer RESPONSE = UTF_8.encode("{\"ClientVersion\":\"1.2.677.0\"}");

  @Test
  void trap12WithoutASettingMessagesHaveTheOfficialProgramsSize() throws IOException {
    ChannelFixture client = client(OptionalInt.empty());
    client.peer.acknowledgeAll();
    client.channel.open();
    client.channel.send(PayloadType.HANDSHAKE_RESPONSE, RESPONSE);
    client.write("x".repeat(2500));

    assertThat(sizes(client)).containsExactly(RESPONSE.remaining(), 1024, 1024, 452);
  }

  @Test
  void trap12ALargerSizeIsUsedOnceAHandshakeMessageOfItIsAcknowledged() throws IOException {
    ChannelFixture client = client(OptionalInt.of(4000));
    client.channel.open();
    client.channel.send(PayloadType.HANDSHAKE_RESPONSE, RESPONSE);
    client.write("x".repeat(1500));
    client.peer.acknowledge(client.peer.socket().received().get(0));
    client.write("x".repeat(5000));

    assertThat(sizes(client)).containsExactly(4000, 1024, 476, 4000, 1000);
    assertThat(client.peer.socket().received().get(0).payloadText().strip())
        .isEqualTo(UTF_8.decode(RESPONSE.duplicate()).toString());
  }

  @Test
  void aConnectionThatDiesOfItGetsTheMessageWithoutThePadding() throws IOException {
    ChannelFixture client = client(OptionalInt.of(4000));
    client.openAndHear();
    client.channel.send(PayloadType.HANDSHAKE_RESPONSE, RESPONSE);
    AgentMessage padded = client.peer.socket().received().get(0);
    client.peer.acknowledgeAll();
    client.peer.socket().cut();
    client.write("x".repeat(3000));

    assertThat(sizes(client)).containsExactly(RESPONSE.remaining(), 1024, 1024, 952);
    assertThat(client.peer.socket().received().get(0).sequenceNumber())
        .isEqualTo(padded.sequenceNumber());
  }

  @Test
  void aServiceThatDropsItGetsTheMessageWithoutThePadding() throws IOException {
    ChannelFixture client = client(OptionalInt.of(4000));
    client.peer.reactWith(
        message -> {
          if (message.payloadSize() <= 1024) {
            client.peer.acknowledgeIfStream(message);
          }
        });
    client.channel.open();
    client.channel.send(PayloadType.HANDSHAKE_RESPONSE, RESPONSE);
    client.scheduler.advance(Duration.ofSeconds(4));
    client.write("x".repeat(3000));

    assertThat(sizes(client).subList(0, 5)).containsOnly(4000);
    assertThat(sizes(client).subList(5, sizes(client).size()))
        .containsExactly(RESPONSE.remaining(), 1024, 1024, 952);
  }

  @Test
  void aLossLaterChangesNothing() throws IOException {
    ChannelFixture client = client(OptionalInt.of(4000));
    client.peer.acknowledgeAll();
    client.openAndHear();
    client.channel.send(PayloadType.HANDSHAKE_RESPONSE, RESPONSE);
    client.peer.socket().cut();
    client.write("x".repeat(4000));

    assertThat(sizes(client)).containsExactly(4000);
  }

  @Test
  void anAgentTakesOverWhatTheClientHasShownToPass() throws IOException {
    ChannelFixture agent = new ChannelFixture(Role.AGENT, settings(OptionalInt.empty()));
    agent.peer.acknowledgeAll();
    agent.channel.open();
    agent.peer.stream(0, PayloadType.HANDSHAKE_RESPONSE, ByteBuffer.allocate(4000));
    agent.channel.send(PayloadType.HANDSHAKE_COMPLETE, RESPONSE);
    agent.write("x".repeat(4000));

    assertThat(sizes(agent)).containsExactly(4000, 4000);
  }

  @Test
  void anAgentsOwnSettingIsNotExceeded() throws IOException {
    ChannelFixture agent = new ChannelFixture(Role.AGENT, settings(OptionalInt.of(2000)));
    agent.peer.acknowledgeAll();
    agent.channel.open();
    agent.peer.stream(0, PayloadType.HANDSHAKE_RESPONSE, ByteBuffer.allocate(4000));
    agent.channel.send(PayloadType.HANDSHAKE_COMPLETE, RESPONSE);
    agent.write("x".repeat(4000));

    assertThat(sizes(agent)).containsExactly(2000, 2000, 2000);
  }

  private static ChannelFixture client(OptionalInt messageBytes) {
    return new ChannelFixture(Role.CLIENT, settings(messageBytes));
  }

  private static ChannelSettings settings(OptionalInt messageBytes) {
    ChannelSettings defaults = ChannelSettings.defaults();
    return messageBytes.isPresent() ? defaults.withMessageBytes(messageBytes.getAsInt()) : defaults;
  }

  /** Payload sizes of the stream messages on the newest websocket, in order. */
  private static List<Integer> sizes(ChannelFixture fixture) {
    return fixture.peer.socket().received().stream()
        .filter(ScriptedPeer::isStream)
        .map(AgentMessage::payloadSize)
        .toList();
  }
}
