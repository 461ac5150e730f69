package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One message of a control or data channel, in one binary websocket frame.
 *
 * @param schemaVersion 1
 * @param createdDate milliseconds since the epoch
 * @param sequenceNumber the place in the stream for stream data, from 0; 0 for all else
 * @param flags bits of {@link Flags}
 * @param payloadType a number of {@link PayloadType}
 * @param payload a view, shared, not copied; never written to. Its position is 0, its limit the
 *     payload's length; each call of the accessor gives a buffer with a position of its own
 */
public record AgentMessage(
    MessageType type,
    int schemaVersion,
    long createdDate,
    long sequenceNumber,
    long flags,
    UUID messageId,
    int payloadType,
    ByteBuffer payload) {
  private static final int SCHEMA_VERSION = 1;

  public AgentMessage {
    requireNonNull(type);
    requireNonNull(messageId);
    payload = payload.slice();
  }

  /**
   * A message of a fresh id with a JSON payload: acknowledgements, states, the control channel's.
   */
  public static AgentMessage of(
      MessageType type, long flags, Instant created, JsonPayload payload) {
    return new AgentMessage(
        type,
        SCHEMA_VERSION,
        created.toEpochMilli(),
        0,
        flags,
        freshId(),
        PayloadType.NONE,
        payload.payload());
  }

  /** Stream data of a fresh id: {@code input_stream_data} or {@code output_stream_data}. */
  public static AgentMessage stream(
      MessageType type,
      long sequenceNumber,
      long flags,
      Instant created,
      int payloadType,
      ByteBuffer payload) {
    return new AgentMessage(
        type,
        SCHEMA_VERSION,
        created.toEpochMilli(),
        sequenceNumber,
        flags,
        freshId(),
        payloadType,
        payload);
  }

  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** The payload's length in bytes. */
  public int payloadSize() {
    return payload.remaining();
  }

  /** The payload as UTF-8 text, such as JSON. */
  public String payloadText() {
    if (!payload.hasArray()) {
      return UTF_8.decode(payload()).toString();
    }
    int start = payload.arrayOffset() + payload.position();
    return new String(payload.array(), start, payload.remaining(), UTF_8);
  }

  /**
   * A random UUID. Ids must differ, not be unguessable, and a secure one costs more than all else
   * in a message of 1,024 bytes.
   */
  private static UUID freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = (random.nextLong() & ~0xf000L) | 0x4000L;
    long variant2 = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(version4, variant2);
  }

  /** Without the payload, which is the user's. */
  @Override
  public String toString() {
    return type.wireName()
        + "[sequence="
        + sequenceNumber
        + ", payloadType="
        + payloadType
        + ", "
        + payloadSize()
        + " bytes, id="
        + messageId
        + "]";
  }
}
