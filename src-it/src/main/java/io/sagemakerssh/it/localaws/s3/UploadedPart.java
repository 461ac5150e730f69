package io.sagemakerssh.it.localaws.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A part of an unfinished upload.
 *
 * @param number 1 to 10000
 * @param etag the MD5 in hexadecimal
 */
record UploadedPart(
    int number,
    Path file,
    long size,
    String etag,
    Optional<ObjectChecksum> checksum,
    Instant lastModified) {

  byte[] md5() {
    return HexFormat.of().parseHex(etag);
  }
}
