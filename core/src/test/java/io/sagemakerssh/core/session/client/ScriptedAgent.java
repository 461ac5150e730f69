package io.sagemakerssh.core.session.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.encryption.FixedSeal;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.KmsEncryption;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** An agent that shakes hands as the official one does, and acknowledges what it gets. */
final class ScriptedAgent {
  private final ScriptedPeer peer = ScriptedPeer.agent();
  private long sequence;

  /** Asks for a port session as soon as the client is there, and completes the handshake. */
  static ScriptedAgent ofPort() {
    return ready("3.3.0.0", "Port", "{\"portNumber\":\"22\"}");
  }

  /** As {@link #ofPort}, of any version and for any session. */
  static ScriptedAgent ready(String version, String type, String properties) {
    ScriptedAgent agent = asking(version, sessionType(type, properties));
    agent.peer.reactWith(
        message -> {
          agent.peer.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_RESPONSE) {
            agent.complete();
          }
        });
    return agent;
  }

  /** As {@link #ready}, for a shell that is encrypted by {@link FakeDataKeys}. */
  static ScriptedAgent readyEncrypted() {
    ScriptedAgent agent = asking(sessionType("Standard_Stream", "{}"), encryption());
    EncryptionChallenge challenge =
        new EncryptionChallenge(FixedSeal.ofAgent(UTF_8.encode("prove it")));
    agent.peer.reactWith(
        message -> {
          agent.peer.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_RESPONSE) {
            agent.send(PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge.payload());
          } else if (message.payloadType() == PayloadType.ENCRYPTION_CHALLENGE_RESPONSE) {
            agent.complete();
          }
        });
    return agent;
  }

  static HandshakeRequest.Action encryption() {
    return new KmsEncryption.Request("key-1", "challenge").toAction();
  }

  /** Says nothing but that it has what it gets. */
  static ScriptedAgent silent() {
    ScriptedAgent agent = new ScriptedAgent();
    agent.peer.acknowledgeAll();
    return agent;
  }

  /** Asks for actions, acknowledges, and leaves the rest to the test. */
  static ScriptedAgent asking(HandshakeRequest.Action... actions) {
    return asking("3.3.0.0", actions);
  }

  private static ScriptedAgent asking(String version, HandshakeRequest.Action... actions) {
    ScriptedAgent agent = new ScriptedAgent();
    HandshakeRequest request = new HandshakeRequest(version, List.of(actions));
    agent.peer.whenOpened(
        () -> {
          if (agent.peer.opened() == 1) {
            agent.send(PayloadType.HANDSHAKE_REQUEST, request.payload());
          }
        });
    agent.peer.acknowledgeAll();
    return agent;
  }

  static HandshakeRequest.Action sessionType(String type, String properties) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("SessionType", type);
    parameters.add("Properties", JsonParser.parseString(properties));
    return new HandshakeRequest.Action(HandshakeRequest.SESSION_TYPE, parameters);
  }

  ScriptedPeer peer() {
    return peer;
  }

  void complete() {
    send(
        PayloadType.HANDSHAKE_COMPLETE,
        new HandshakeComplete(Duration.ofMillis(5), "welcome").payload());
  }

  void data(String text) {
    send(PayloadType.OUTPUT, UTF_8.encode(text));
  }

  void send(int payloadType, ByteBuffer payload) {
    peer.stream(sequence++, payloadType, payload);
  }

  /** The client's answers in the handshake, repeats included. */
  List<HandshakeResponse> responses() {
    return peer.socket().received().stream()
        .filter(message -> message.payloadType() == PayloadType.HANDSHAKE_RESPONSE)
        .map(ScriptedAgent::parse)
        .toList();
  }

  private static HandshakeResponse parse(AgentMessage message) {
    try {
      return HandshakeResponse.parse(message.payloadText());
    } catch (MalformedFrameException bad) {
      throw new AssertionError("The client sent a bad response", bad);
    }
  }
}
