package io.sagemakerssh.it.localaws.s3;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Message digests of bytes in memory. */
final class Digests {
  private Digests() {}

  static byte[] of(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException everyPlatformHasThem) {
      throw new IllegalStateException(everyPlatformHasThem);
    }
  }

  static byte[] md5(byte[] bytes) {
    return of("MD5", bytes);
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
