package io.sagemakerssh.it.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 in hexadecimal, as {@code sha256sum} prints it. */
final class Digest {
  private Digest() {}

  static String of(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  /** Of every file below a directory; of a directory and of a link, what it is. */
  static Map<Path, String> ofAll(Path directory) throws IOException {
    Map<Path, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        boolean content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        digests.put(file, content ? of(file) : Files.isSymbolicLink(file) ? "link" : "directory");
      }
    }
    return digests;
  }

  static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
