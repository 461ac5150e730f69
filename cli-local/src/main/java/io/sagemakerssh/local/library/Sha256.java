package io.sagemakerssh.local.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, to name things by their content. */
public final class Sha256 {
  private static final int CHUNK = 1 << 16;

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

  /** The digest of the first bytes of a stream, or of all if it has no more. */
  public static String ofFirst(InputStream content, long length) throws IOException {
    MessageDigest digest = algorithm();
    byte[] chunk = new byte[CHUNK];
    long left = length;
    while (left > 0) {
      int count = content.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        break;
      }
      digest.update(chunk, 0, count);
      left -= count;
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
