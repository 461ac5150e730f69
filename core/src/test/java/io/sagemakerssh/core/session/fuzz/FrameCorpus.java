package io.sagemakerssh.core.session.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.encryption.FixedSeal;
import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.ExitCodeText;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.JobReplyAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.KmsEncryption;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskAcknowledge;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Good frames, for a {@link FrameMutator} to change. */
final class FrameCorpus {
  private static final List<MessageType> STREAMS =
      List.of(MessageType.INPUT_STREAM_DATA, MessageType.OUTPUT_STREAM_DATA);

  /** Opening, bytes and end of two connections. */
  private static final List<String> MULTIPLEXED =
      List.of(
          "0100000003000000",
          "0100000005000000",
          "01020200030000006869",
          "01020200050000006869",
          "0101000003000000",
          "0103000000000000");

  private final List<byte[]> good = new ArrayList<>();

  /** Those that end a session: rare, or no session would see many frames. */
  private final List<byte[]> endings = new ArrayList<>();

  private final Random random;

  private FrameCorpus(long seed) {
    random = new Random(seed);
  }

  List<byte[]> good() {
    return good;
  }

  List<byte[]> endings() {
    return endings;
  }

  /** All that either end of a data channel may get, its data that of a port or a shell. */
  static FrameCorpus ofDataChannel(long seed) {
    FrameCorpus corpus = ofForwarding(seed);
    for (MessageType stream : STREAMS) {
      corpus.add(stream, PayloadType.OUTPUT, corpus.bytes(1));
      corpus.add(stream, PayloadType.OUTPUT, corpus.bytes(200));
      corpus.add(stream, PayloadType.OUTPUT, corpus.bytes(16_384));
      corpus.add(stream, PayloadType.STANDARD_ERROR, corpus.bytes(20));
      corpus.add(stream, PayloadType.EXIT_CODE, new ExitCodeText(7).payload());
    }
    return corpus;
  }

  /** As the other; the data is that of multiplexed connections. */
  static FrameCorpus ofForwarding(long seed) {
    FrameCorpus corpus = new FrameCorpus(seed);
    for (MessageType stream : STREAMS) {
      corpus.addHandshake(stream, "Port");
      for (String frames : MULTIPLEXED) {
        corpus.add(stream, PayloadType.OUTPUT, ByteBuffer.wrap(HexFormat.of().parseHex(frames)));
      }
      corpus.add(stream, PayloadType.FLAG, SessionFlag.DISCONNECT_TO_PORT.print());
      corpus.add(stream, PayloadType.FLAG, SessionFlag.CONNECT_TO_PORT_ERROR.print());
    }
    corpus.addAsides();
    return corpus;
  }

  /**
   * Handshakes of a type of session, with and without encryption, and what is sealed by its key.
   *
   * @param stream what the end under test receives; the other would be wasted on it
   */
  static FrameCorpus ofEncryption(long seed, MessageType stream, String sessionType) {
    FrameCorpus corpus = new FrameCorpus(seed);
    corpus.addHandshake(stream, sessionType);
    corpus.addSealed(stream, PayloadType.OUTPUT, corpus.bytes(1));
    corpus.addSealed(stream, PayloadType.OUTPUT, corpus.bytes(16_384));
    corpus.addSealed(stream, PayloadType.STANDARD_ERROR, corpus.bytes(20));
    corpus.addSealed(stream, PayloadType.EXIT_CODE, new ExitCodeText(7).payload());
    corpus.addAsides();
    return corpus;
  }

  /** What the service sends on an agent's control channel. */
  static FrameCorpus ofControlChannel(long seed) {
    FrameCorpus corpus = new FrameCorpus(seed);
    JsonObject document = new JsonObject();
    document.addProperty("sessionType", "Port");
    corpus.addControl(
        MessageType.INTERACTIVE_SHELL,
        new StartSessionTask("s-1", "doc", document, Map.of("portNumber", "22"), "arn"));
    corpus.addControl(
        MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s-1", "now", ""));
    for (String topic : List.of(JobSend.SEND_COMMAND, JobSend.CANCEL_COMMAND)) {
      corpus.addControl(MessageType.AGENT_JOB, new JobSend("aws.ssm.c.mi-1", topic, document));
    }
    UUID id = new UUID(0, 1);
    corpus.addControl(MessageType.AGENT_JOB_REPLY_ACK, new JobReplyAck("aws.ssm.c.mi-1", id));
    corpus.addControl(MessageType.AGENT_TASK_ACKNOWLEDGE, new TaskAcknowledge(id, "s-1"));
    corpus.endings.addAll(corpus.good);
    return corpus;
  }

  private void addHandshake(MessageType stream, String sessionType) {
    JsonObject properties = new JsonObject();
    properties.addProperty("portNumber", "22");
    HandshakeRequest request = HandshakeRequest.ofSessionType("3.3.0.0", sessionType, properties);
    HandshakeResponse.Action done =
        new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, "");
    KmsEncryption.Result key =
        new KmsEncryption.Result(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
    HandshakeResponse.Action agreed =
        new HandshakeResponse.Action(HandshakeRequest.KMS_ENCRYPTION, 1, key.toJson(), "");
    add(stream, PayloadType.HANDSHAKE_REQUEST, request.payload());
    add(
        stream,
        PayloadType.HANDSHAKE_REQUEST,
        request.with(new KmsEncryption.Request("key-1", "challenge").toAction()).payload());
    add(stream, PayloadType.HANDSHAKE_RESPONSE, response(done).payload());
    add(stream, PayloadType.HANDSHAKE_RESPONSE, response(done, agreed).payload());
    EncryptionChallenge challenge = new EncryptionChallenge(sealed(stream, bytes(64)));
    add(stream, PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge.payload());
    add(stream, PayloadType.ENCRYPTION_CHALLENGE_RESPONSE, challenge.payload());
    add(
        stream,
        PayloadType.HANDSHAKE_COMPLETE,
        new HandshakeComplete(Duration.ofMillis(1), "hi").payload());
  }

  private static HandshakeResponse response(HandshakeResponse.Action... actions) {
    return new HandshakeResponse("1.2.677.0", List.of(actions));
  }

  /** What any session may get at any time. */
  private void addAsides() {
    for (MessageType stream : STREAMS) {
      add(stream, PayloadType.SIZE, UTF_8.encode("{\"cols\":80,\"rows\":24}"));
      endings.add(
          encoded(stream, 0, PayloadType.FLAG, SessionFlag.TERMINATE_SESSION.print()).array());
      for (int sequence = 0; sequence < 4; sequence++) {
        AgentMessage sent = message(stream, sequence, PayloadType.OUTPUT, UTF_8.encode("x"));
        addControl(MessageType.ACKNOWLEDGE, Acknowledge.of(sent));
      }
    }
    add(MessageType.PAUSE_PUBLICATION, 0, bytes(0));
    add(MessageType.START_PUBLICATION, 0, bytes(0));
    AgentMessage end =
        AgentMessage.of(
            MessageType.CHANNEL_CLOSED,
            0,
            Instant.EPOCH,
            new ChannelClosed("id", "mi-1", "s-1", "now", "because"));
    endings.add(FrameEncoder.encode(end).array());
    endings.add(FrameEncoder.encodeShort(end).array());
  }

  private void addControl(MessageType type, JsonPayload payload) {
    good.add(FrameEncoder.encode(AgentMessage.of(type, 0, Instant.EPOCH, payload)).array());
  }

  private void addSealed(MessageType stream, int payloadType, ByteBuffer plain) {
    add(stream, payloadType, sealed(stream, plain));
  }

  private void add(MessageType type, int payloadType, ByteBuffer payload) {
    good.add(encoded(type, 0, payloadType, payload).array());
  }

  private static ByteBuffer sealed(MessageType stream, ByteBuffer plain) {
    return stream == MessageType.OUTPUT_STREAM_DATA
        ? FixedSeal.ofAgent(plain)
        : FixedSeal.ofClient(plain);
  }

  private static ByteBuffer encoded(
      MessageType type, long sequence, int payloadType, ByteBuffer payload) {
    return FrameEncoder.encode(message(type, sequence, payloadType, payload));
  }

  private static AgentMessage message(
      MessageType type, long sequence, int payloadType, ByteBuffer payload) {
    return AgentMessage.stream(type, sequence, 0, Instant.EPOCH, payloadType, payload);
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
