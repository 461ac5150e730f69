package io.sagemakerssh.remote.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * One public key as a line of an {@code authorized_keys} file: {@code <type> <base64> [comment]}.
 * Lines with options are refused, since we would not honour them.
 *
 * @param type the key type, such as {@code ssh-ed25519}
 * @param encoded the key in the wire format of RFC 4253, in base64
 * @param comment the rest of the line, may be empty
 */
public record AuthorizedKey(String type, String encoded, String comment) {
  private static final Set<String> TYPES =
      Set.of(
          "ssh-ed25519",
          "ssh-rsa",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");

  /** Reads one line; empty for blanks, comments and what is no public key. */
  public static Optional<AuthorizedKey> parse(String line) {
    String[] fields = line.strip().split("[ \\t]+", 3);
    if (fields.length < 2 || !TYPES.contains(fields[0]) || !isOfType(fields[0], fields[1])) {
      return Optional.empty();
    }
    return Optional.of(new AuthorizedKey(fields[0], fields[1], fields.length > 2 ? fields[2] : ""));
  }

  /** Whether both are the same key, whatever their comments. */
  public boolean sameKey(AuthorizedKey other) {
    return type.equals(other.type) && encoded.equals(other.encoded);
  }

  /** The wire format begins with the type's name: uint32 length, bytes. */
  private static boolean isOfType(String type, String encoded) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    int nameEnd = Integer.BYTES + name.length;
    return key.length > nameEnd
        && ByteBuffer.wrap(key).getInt() == name.length
        && Arrays.equals(key, Integer.BYTES, nameEnd, name, 0, name.length);
  }

  /** The line, without a line break. */
  @Override
  public String toString() {
    return comment.isEmpty() ? type + " " + encoded : type + " " + encoded + " " + comment;
  }
}
