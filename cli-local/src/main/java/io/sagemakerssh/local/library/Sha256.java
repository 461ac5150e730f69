package io.sagemakerssh.local.library;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, to name things by their content. */
public final class Sha256 {
  private Sha256() {}

  /** Writes what the digest is of. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** The digest of what is written, in hexadecimal digits. */
  public static String of(Writer writer) throws IOException {
    MessageDigest digest = algorithm();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      writer.write(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
    }
  }
}
