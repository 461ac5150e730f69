package io.sagemakerssh.it.localaws.s3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** A checksum that S3 verifies and keeps beside an object. */
public enum ChecksumAlgorithm {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256;

  /**
   * The algorithm of a name such as {@code CRC32}.
   *
   * @throws io.sagemakerssh.it.localaws.http.AwsError if S3 knows none of that name
   */
  static ChecksumAlgorithm named(String name) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                S3Error.invalidRequest(
                    "Checksum algorithm provided is unsupported. Please try again with any of the"
                        + " valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
  }

  /** {@code x-amz-checksum-crc32}. */
  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /** {@code ChecksumCRC32}. */
  String element() {
    return "Checksum" + name();
  }

  /** The length of its value in bytes. */
  int length() {
    return switch (this) {
      case CRC32, CRC32C -> 4;
      case CRC64NVME -> 8;
      case SHA1 -> 20;
      case SHA256 -> 32;
    };
  }

  /** The value for some bytes, in base64. */
  String of(byte[] bytes) {
    byte[] value =
        switch (this) {
          case CRC32 -> cyclic(new CRC32(), bytes);
          case CRC32C -> cyclic(new CRC32C(), bytes);
          case CRC64NVME -> cyclic(new Crc64Nvme(), bytes);
          case SHA1 -> Digests.of("SHA-1", bytes);
          case SHA256 -> Digests.of("SHA-256", bytes);
        };
    return Base64.getEncoder().encodeToString(value);
  }

  private byte[] cyclic(Checksum checksum, byte[] bytes) {
    checksum.update(bytes, 0, bytes.length);
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
    return Arrays.copyOfRange(value, Long.BYTES - length(), Long.BYTES);
  }
}
