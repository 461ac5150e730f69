package io.sagemakerssh.local.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of directories in S3 that hold only ever one content. */
final class ContentName {
  private static final String PREFIX = "sagemaker-ssh-helper/";

  /** Digits enough that two contents do not meet. */
  private static final int DIGITS = 32;

  private ContentName() {}

  /** A directory for what is made of these parts, each given by a digest or another name. */
  static String of(String... parts) {
    byte[] joined = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
    return PREFIX + HexFormat.of().formatHex(sha256().digest(joined)).substring(0, DIGITS) + "/";
  }

  /** SHA-256 of a file, in hexadecimal digits. */
  static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
    }
  }
}
