package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes messages as frames, laid out as {@link FrameLayout} draws. */
public final class FrameEncoder {
  private static final byte SPACE = ' ';
  private static final byte NUL = 0;

  private FrameEncoder() {}

  /**
   * The frame as the official programs write it: a header of 116 bytes, the type padded with
   * spaces.
   *
   * @return a buffer of its own, ready to read, backed by an array
   * @throws IllegalArgumentException for an empty payload, which no official program can send or
   *     would take, except of a pause or start of publication
   */
  public static ByteBuffer encode(AgentMessage message) {
    ByteBuffer frame = header(message, FrameLayout.FULL_HEADER, SPACE);
    frame.putInt(message.payloadType());
    return finish(frame, message);
  }

  /**
   * The frame as AWS writes {@code channel_closed}: a header of 112 bytes without payload type, the
   * type padded with NULs.
   */
  public static ByteBuffer encodeShort(AgentMessage message) {
    return finish(header(message, FrameLayout.SHORT_HEADER, NUL), message);
  }

  private static ByteBuffer header(AgentMessage message, int headerLength, byte padding) {
    ByteBuffer payload = message.payload();
    if (!payload.hasRemaining() && !message.type().isPublication()) {
      throw new IllegalArgumentException("An empty payload cannot be sent: " + message);
    }
    byte[] type = message.type().wireName().getBytes(US_ASCII);
    byte[] padded = Arrays.copyOf(type, FrameLayout.MESSAGE_TYPE_SIZE);
    Arrays.fill(padded, type.length, padded.length, padding);
    return ByteBuffer.allocate(headerLength + FrameLayout.LENGTH_SIZE + payload.remaining())
        .putInt(headerLength)
        .put(padded)
        .putInt(message.schemaVersion())
        .putLong(message.createdDate())
        .putLong(message.sequenceNumber())
        .putLong(message.flags())
        .putLong(message.messageId().getLeastSignificantBits())
        .putLong(message.messageId().getMostSignificantBits())
        .put(FrameLayout.digest(payload));
  }

  private static ByteBuffer finish(ByteBuffer frame, AgentMessage message) {
    return frame.putInt(message.payloadSize()).put(message.payload()).flip();
  }
}
