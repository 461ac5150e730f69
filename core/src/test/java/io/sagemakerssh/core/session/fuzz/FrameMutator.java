package io.sagemakerssh.core.session.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.JobReplyAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskAcknowledge;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Makes frames that are almost right: takes a good one and changes bits, fields, lengths or parts,
 * and in half of the cases mends the digest, so that the change gets further than the decoder. The
 * same seed makes the same frames.
 */
public final class FrameMutator {
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

  private static final int TYPE = 4;
  private static final int TYPE_BYTES = 32;
  private static final int SEQUENCE = 48;
  private static final int DIGEST = 80;
  private static final int PAYLOAD_TYPE = 112;
  private static final int PAYLOAD = 120;
  private static final int MOST_CHANGES = 3;

  private static final int[] FIELDS = {0, 36, 40, 44, 48, 52, 56, 60, 64, 112, 116};
  private static final int[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    12,
    111,
    112,
    113,
    116,
    120,
    1024,
    1 << 20,
    Integer.MAX_VALUE,
    -1,
    Integer.MIN_VALUE
  };

  private final Random random;
  private final int sequences;
  private final List<byte[]> good = new ArrayList<>();

  /** Good frames that end a session: rare, or no session would see many frames. */
  private final List<byte[]> endings = new ArrayList<>();

  private final MessageDigest sha256;

  private FrameMutator(long seed, int sequences) {
    this.random = new Random(seed);
    this.sequences = sequences;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Of all that either end of a data channel may get.
   *
   * @param sequences stream messages get numbers below this, mostly
   */
  public static FrameMutator ofDataChannel(long seed, int sequences) {
    FrameMutator mutator = ofForwarding(seed, sequences);
    for (MessageType stream : STREAMS) {
      mutator.add(stream, PayloadType.OUTPUT, mutator.bytes(1));
      mutator.add(stream, PayloadType.OUTPUT, mutator.bytes(200));
      mutator.add(stream, PayloadType.OUTPUT, mutator.bytes(16_384));
    }
    return mutator;
  }

  /** As {@link #ofDataChannel}; its data is that of multiplexed connections. */
  public static FrameMutator ofForwarding(long seed, int sequences) {
    FrameMutator mutator = new FrameMutator(seed, sequences);
    for (MessageType stream : STREAMS) {
      mutator.addStreamMessages(stream);
    }
    mutator.add(
        AgentMessage.stream(MessageType.PAUSE_PUBLICATION, 0, 0, Instant.EPOCH, 0, empty()));
    mutator.add(
        AgentMessage.stream(MessageType.START_PUBLICATION, 0, 0, Instant.EPOCH, 0, empty()));
    ChannelClosed closed = new ChannelClosed("id", "mi-1", "s-1", "now", "because");
    AgentMessage end = AgentMessage.of(MessageType.CHANNEL_CLOSED, 0, Instant.EPOCH, closed);
    mutator.endings.add(FrameEncoder.encode(end).array());
    mutator.endings.add(FrameEncoder.encodeShort(end).array());
    return mutator;
  }

  /** Of what the service sends on an agent's control channel. */
  public static FrameMutator ofControlChannel(long seed) {
    FrameMutator mutator = new FrameMutator(seed, 1);
    JsonObject document = new JsonObject();
    document.addProperty("sessionType", "Port");
    mutator.addControl(
        MessageType.INTERACTIVE_SHELL,
        new StartSessionTask("s-1", "doc", document, Map.of("portNumber", "22"), "arn"));
    mutator.addControl(
        MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s-1", "now", ""));
    for (String topic : List.of(JobSend.SEND_COMMAND, JobSend.CANCEL_COMMAND)) {
      mutator.addControl(MessageType.AGENT_JOB, new JobSend("aws.ssm.c.mi-1", topic, document));
    }
    UUID id = new UUID(0, 1);
    mutator.addControl(MessageType.AGENT_JOB_REPLY_ACK, new JobReplyAck("aws.ssm.c.mi-1", id));
    mutator.addControl(MessageType.AGENT_TASK_ACKNOWLEDGE, new TaskAcknowledge(id, "s-1"));
    mutator.endings.addAll(mutator.good);
    return mutator;
  }

  private void addControl(MessageType type, JsonPayload payload) {
    add(AgentMessage.of(type, 0, Instant.EPOCH, payload));
  }

  private void addStreamMessages(MessageType type) {
    JsonObject properties = new JsonObject();
    properties.addProperty("portNumber", "22");
    HandshakeResponse.Action done =
        new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, "");
    for (String frames : MULTIPLEXED) {
      add(type, PayloadType.OUTPUT, ByteBuffer.wrap(HexFormat.of().parseHex(frames)));
    }
    add(type, PayloadType.FLAG, SessionFlag.DISCONNECT_TO_PORT.print());
    add(type, PayloadType.SIZE, UTF_8.encode("{\"cols\":80,\"rows\":24}"));
    add(type, PayloadType.FLAG, SessionFlag.CONNECT_TO_PORT_ERROR.print());
    endings.add(
        FrameEncoder.encode(
                AgentMessage.stream(
                    type,
                    0,
                    0,
                    Instant.EPOCH,
                    PayloadType.FLAG,
                    SessionFlag.TERMINATE_SESSION.print()))
            .array());
    add(
        type,
        PayloadType.HANDSHAKE_REQUEST,
        HandshakeRequest.ofSessionType("3.3.0.0", "Port", properties).payload());
    add(
        type,
        PayloadType.HANDSHAKE_RESPONSE,
        new HandshakeResponse("1.2.677.0", List.of(done)).payload());
    add(
        type,
        PayloadType.HANDSHAKE_COMPLETE,
        new HandshakeComplete(Duration.ofMillis(1), "hi").payload());
    for (int sequence = 0; sequence < 4; sequence++) {
      AgentMessage sent =
          AgentMessage.stream(
              type, sequence, 0, Instant.EPOCH, PayloadType.OUTPUT, UTF_8.encode("x"));
      add(AgentMessage.of(MessageType.ACKNOWLEDGE, 3, Instant.EPOCH, Acknowledge.of(sent)));
    }
  }

  private void add(MessageType type, int payloadType, ByteBuffer payload) {
    add(AgentMessage.stream(type, 0, 0, Instant.EPOCH, payloadType, payload));
  }

  private void add(AgentMessage message) {
    good.add(FrameEncoder.encode(message).array());
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocate(0);
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** The next frame: good in one case of eight, else changed. */
  public ByteBuffer next() {
    byte[] frame = one(random.nextInt(100) == 0 ? endings : good).clone();
    if (random.nextInt(4) > 0) {
      ByteBuffer.wrap(frame).putLong(SEQUENCE, random.nextInt(sequences));
    }
    if (random.nextInt(8) > 0) {
      for (int changes = random.nextInt(MOST_CHANGES) + 1; changes > 0; changes--) {
        frame = changed(frame);
      }
      if (random.nextBoolean()) {
        mendDigest(frame);
      }
    }
    return ByteBuffer.wrap(frame);
  }

  private byte[] one(List<byte[]> frames) {
    return frames.get(random.nextInt(frames.size()));
  }

  private byte[] changed(byte[] frame) {
    if (frame.length == 0) {
      return frame;
    }
    switch (random.nextInt(8)) {
      case 0 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      case 2 -> number(frame, FIELDS[random.nextInt(FIELDS.length)]);
      case 3 -> {
        return Arrays.copyOf(frame, random.nextInt(frame.length));
      }
      case 4 -> {
        return Arrays.copyOf(frame, frame.length + random.nextInt(64));
      }
      case 5 -> {
        byte[] other = one(good);
        int from = random.nextInt(Math.min(frame.length, other.length));
        System.arraycopy(other, from, frame, from, Math.min(frame.length, other.length) - from);
      }
      case 6 -> type(frame);
      default -> payload(frame);
    }
    return frame;
  }

  private void number(byte[] frame, int field) {
    if (field + Integer.BYTES <= frame.length) {
      ByteBuffer.wrap(frame).putInt(field, NUMBERS[random.nextInt(NUMBERS.length)]);
    }
  }

  private void type(byte[] frame) {
    if (frame.length > PAYLOAD_TYPE) {
      byte[] other = one(good);
      System.arraycopy(other, TYPE, frame, TYPE, TYPE_BYTES);
      frame[PAYLOAD_TYPE + 3 < frame.length ? PAYLOAD_TYPE + 3 : TYPE] = (byte) random.nextInt(14);
    }
  }

  /** A change where JSON and data are. */
  private void payload(byte[] frame) {
    if (frame.length > PAYLOAD) {
      int place = PAYLOAD + random.nextInt(frame.length - PAYLOAD);
      frame[place] = (byte) "\"{}[],:0-e\\n \0ÿ".charAt(random.nextInt(15));
    }
  }

  private void mendDigest(byte[] frame) {
    if (frame.length > PAYLOAD) {
      sha256.update(frame, PAYLOAD, frame.length - PAYLOAD);
      System.arraycopy(sha256.digest(), 0, frame, DIGEST, 32);
      ByteBuffer.wrap(frame).putInt(PAYLOAD - 4, frame.length - PAYLOAD);
    }
  }
}
