package io.sagemakerssh.it.localaws.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An object of a bucket.
 *
 * @param file where its bytes lie; its name has nothing of the key
 * @param size in bytes
 * @param etag without quotation marks
 */
public record StoredObject(
    String key,
    Path file,
    long size,
    String etag,
    Instant lastModified,
    ObjectHeaders headers,
    Optional<ObjectChecksum> checksum) {

  String quotedEtag() {
    return "\"" + etag + "\"";
  }
}
