package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Reads frames, laid out as {@link FrameLayout} draws, with either header length and either
 * padding. Trusts nothing: every length is checked before it is used.
 */
public final class FrameDecoder {
  private FrameDecoder() {}

  /**
   * The message in a frame.
   *
   * @param frame read from its position to its limit; left as it is. The message's payload is a
   *     view of it
   * @throws MalformedFrameException if the frame is too short, a length does not fit, the digest is
   *     wrong or the message type unknown
   */
  public static AgentMessage decode(ByteBuffer frame) throws MalformedFrameException {
    ByteBuffer bytes = frame.slice();
    if (bytes.remaining() < FrameLayout.SHORT_HEADER) {
      throw new MalformedFrameException("A frame of only " + bytes.remaining() + " bytes");
    }
    MessageType type = type(bytes);
    int headerLength = bytes.getInt(0);
    ByteBuffer payload =
        type.isPublication() ? ByteBuffer.allocate(0) : payload(bytes, headerLength);
    return new AgentMessage(
        type,
        bytes.getInt(FrameLayout.SCHEMA_VERSION),
        bytes.getLong(FrameLayout.CREATED_DATE),
        bytes.getLong(FrameLayout.SEQUENCE_NUMBER),
        bytes.getLong(FrameLayout.FLAGS),
        new UUID(
            bytes.getLong(FrameLayout.MESSAGE_ID + Long.BYTES),
            bytes.getLong(FrameLayout.MESSAGE_ID)),
        type.isPublication() || headerLength < FrameLayout.FULL_HEADER
            ? PayloadType.NONE
            : bytes.getInt(FrameLayout.PAYLOAD_TYPE),
        payload);
  }

  private static MessageType type(ByteBuffer bytes) throws MalformedFrameException {
    byte[] padded = new byte[FrameLayout.MESSAGE_TYPE_SIZE];
    bytes.get(FrameLayout.MESSAGE_TYPE, padded);
    return MessageType.of(new String(padded, US_ASCII).replace('\0', ' ').strip());
  }

  private static ByteBuffer payload(ByteBuffer bytes, int headerLength)
      throws MalformedFrameException {
    boolean known =
        headerLength == FrameLayout.SHORT_HEADER || headerLength >= FrameLayout.FULL_HEADER;
    if (!known || headerLength > bytes.remaining() - FrameLayout.LENGTH_SIZE) {
      throw new MalformedFrameException(
          "Header length " + headerLength + " in a frame of " + bytes.remaining() + " bytes");
    }
    int start = headerLength + FrameLayout.LENGTH_SIZE;
    int length = bytes.getInt(headerLength);
    if (length < 0 || length > bytes.remaining() - start) {
      throw new MalformedFrameException(
          "Payload length "
              + Integer.toUnsignedString(length)
              + " in a frame of "
              + bytes.remaining()
              + " bytes");
    }
    ByteBuffer payload = bytes.slice(start, length);
    if (length > 0) {
      verify(payload, bytes);
    }
    return payload;
  }

  private static void verify(ByteBuffer payload, ByteBuffer bytes) throws MalformedFrameException {
    byte[] stated = new byte[FrameLayout.DIGEST_SIZE];
    bytes.get(FrameLayout.PAYLOAD_DIGEST, stated);
    if (!MessageDigest.isEqual(stated, FrameLayout.digest(payload.duplicate()))) {
      throw new MalformedFrameException("The payload's digest is wrong");
    }
  }
}
