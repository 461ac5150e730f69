package io.sagemakerssh.core.session.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where the fields of a frame lie. All integers are big-endian.
 *
 * <pre>
 * offset  size
 *      0     4  HeaderLength: the offset of PayloadLength, 116 (112 if there is no PayloadType)
 *      4    32  MessageType: text, padded with spaces by the official programs, with NULs by AWS
 *     36     4  SchemaVersion
 *     40     8  CreatedDate: milliseconds since the epoch
 *     48     8  SequenceNumber
 *     56     8  Flags
 *     64     8  MessageId: the UUID's least significant half comes first
 *     72     8             its most significant half
 *     80    32  PayloadDigest: SHA-256 of the payload
 *    112     4  PayloadType, absent if HeaderLength is 112
 *    116     4  PayloadLength
 *    120     n  Payload
 * </pre>
 *
 * Source: {@code clientmessage.go:133-171} of the session-manager-plugin; the short header, which
 * AWS writes for {@code channel_closed}: {@code agent_message.go:92-101} of ssm-session-client.
 */
final class FrameLayout {
  static final int MESSAGE_TYPE = 4;
  static final int MESSAGE_TYPE_SIZE = 32;
  static final int SCHEMA_VERSION = 36;
  static final int CREATED_DATE = 40;
  static final int SEQUENCE_NUMBER = 48;
  static final int FLAGS = 56;
  static final int MESSAGE_ID = 64;
  static final int PAYLOAD_DIGEST = 80;
  static final int DIGEST_SIZE = 32;
  static final int PAYLOAD_TYPE = 112;
  static final int SHORT_HEADER = 112;
  static final int FULL_HEADER = 116;
  static final int LENGTH_SIZE = 4;

  /** Never fed, only cloned. */
  private static final MessageDigest SHA_256 = sha256();

  private FrameLayout() {}

  static byte[] digest(ByteBuffer payload) {
    try {
      // Cloned: to look one up costs more than to digest a message of 1,024 bytes.
      MessageDigest sha256 = (MessageDigest) SHA_256.clone();
      sha256.update(payload);
      return sha256.digest();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("The platform's SHA-256 can be cloned", impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
