package io.sagemakerssh.core.session.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An agent that says what a test has it say, to a client's session that is about to open. */
final class AgentScript {
  private final ScriptedPeer peer = ScriptedPeer.agent();
  private final SessionClient client;
  private long sequence;

  AgentScript(Scheduler scheduler) {
    peer.acknowledgeAll();
    client =
        new SessionClient(
            new FakeSessionCalls(), peer, ChannelSettings.defaults(), scheduler, () -> {});
  }

  /** Begins to open a session, and goes on once its websocket is open. */
  <S> CompletableFuture<S> opening(Function<SessionClient, S> open) {
    CompletableFuture<S> opened = CompletableFuture.supplyAsync(() -> open.apply(client));
    await().until(() -> peer.opened() == 1 && !peer.socket().texts().isEmpty());
    return opened;
  }

  ScriptedPeer peer() {
    return peer;
  }

  void handshake(String agentVersion, String actions) {
    say(
        PayloadType.HANDSHAKE_REQUEST,
        "{\"AgentVersion\":\"" + agentVersion + "\",\"RequestedClientActions\":" + actions + "}");
    say(PayloadType.HANDSHAKE_COMPLETE, "{\"HandshakeTimeToComplete\":1,\"CustomerMessage\":\"\"}");
  }

  void say(int payloadType, String text) {
    peer.stream(sequence++, payloadType, UTF_8.encode(text));
  }

  void bytes(int payloadType, String hex) {
    peer.stream(
        sequence++, payloadType, ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  /** The payloads of one type that the client has sent, in hex, one after the other. */
  String sent(int payloadType) {
    StringBuilder hex = new StringBuilder();
    for (AgentMessage message : peer.socket().received()) {
      if (ScriptedPeer.isStream(message) && message.payloadType() == payloadType) {
        byte[] bytes = new byte[message.payloadSize()];
        message.payload().get(bytes);
        hex.append(HexFormat.of().formatHex(bytes));
      }
    }
    return hex.toString();
  }

  /** The payloads of one type that the client has sent, as text. */
  String said(int payloadType) {
    return new String(HexFormat.of().parseHex(sent(payloadType)), UTF_8);
  }

  void assertSent(int payloadType, String hex) {
    await().untilAsserted(() -> assertThat(sent(payloadType)).isEqualTo(hex.replace(" ", "")));
  }
}
