package io.sagemakerssh.core.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An SSH public key in OpenSSH's one-line form.
 *
 * @param type {@code ssh-ed25519}
 * @param blob its wire form in base64 (RFC 4253, 6.6)
 */
public record SshPublicKey(String type, String blob) {
  private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9@.-]{1,64}");

  /**
   * Reads a line such as that of a {@code .pub} file; a comment behind the key is dropped.
   *
   * @return empty if the line holds no key, or one whose blob is of another type than it says
   */
  public static Optional<SshPublicKey> parse(String line) {
    String[] fields = line.strip().split("\\s+", 3);
    if (fields.length < 2 || !TYPE.matcher(fields[0]).matches()) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(fields[1]);
      return typeOf(blob).filter(fields[0]::equals).map(type -> new SshPublicKey(type, fields[1]));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  static SshPublicKey ofBlob(byte[] blob) {
    String type =
        typeOf(blob).orElseThrow(() -> new IllegalArgumentException("the key has no type"));
    return new SshPublicKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /** The fingerprint as {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
  public String fingerprint() {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest());
  }

  /** The same digest in hexadecimal digits, fit for a file name. */
  public String fingerprintHex() {
    return HexFormat.of().formatHex(digest());
  }

  /** The line without a comment. */
  public String line() {
    return type + " " + blob;
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(blob));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
    }
  }

  private static Optional<String> typeOf(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int length = in.getInt();
    if (length < 1 || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] type = new byte[length];
    in.get(type);
    return Optional.of(new String(type, StandardCharsets.US_ASCII));
  }
}
