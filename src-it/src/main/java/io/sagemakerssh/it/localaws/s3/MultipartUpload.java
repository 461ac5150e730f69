package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An unfinished upload of parts. Guarded by its {@link Bucket}. */
final class MultipartUpload {
  private static final long LEAST_PART = 5L * 1024 * 1024;

  private final String id;
  private final String key;
  private final ObjectHeaders headers;
  private final Optional<ChecksumAlgorithm> algorithm;
  private final boolean composite;
  private final Instant initiated;
  private final NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();

  /**
   * @param algorithm of the checksum to keep with the object
   * @param composite whether that is made of the parts' checksums
   */
  MultipartUpload(
      String id,
      String key,
      ObjectHeaders headers,
      Optional<ChecksumAlgorithm> algorithm,
      boolean composite,
      Instant initiated) {
    this.id = id;
    this.key = key;
    this.headers = headers;
    this.algorithm = algorithm;
    this.composite = composite;
    this.initiated = initiated;
  }

  String id() {
    return id;
  }

  String key() {
    return key;
  }

  ObjectHeaders headers() {
    return headers;
  }

  Instant initiated() {
    return initiated;
  }

  List<UploadedPart> parts() {
    return List.copyOf(parts.values());
  }

  UploadedPart part(
      int number, Path file, byte[] body, Optional<ObjectChecksum> checksum, Instant now) {
    Optional<ObjectChecksum> kept =
        checksum.or(() -> algorithm.map(a -> new ObjectChecksum(a, a.of(body), false)));
    return new UploadedPart(number, file, body.length, Digests.hex(Digests.md5(body)), kept, now);
  }

  /** Adds a part; returns the one it replaces. */
  Optional<UploadedPart> put(UploadedPart part) {
    return Optional.ofNullable(parts.put(part.number(), part));
  }

  /**
   * The parts that the uploader chose.
   *
   * @throws AwsError {@code InvalidPartOrder}, {@code InvalidPart} or {@code EntityTooSmall}
   */
  List<UploadedPart> chosen(List<CompletedPart> chosen) {
    if (chosen.isEmpty()) {
      throw S3Error.malformedXml();
    }
    List<UploadedPart> found = new ArrayList<>();
    int previous = 0;
    for (CompletedPart wanted : chosen) {
      if (wanted.number() <= previous) {
        throw AwsError.badRequest(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      previous = wanted.number();
      UploadedPart part = parts.get(wanted.number());
      if (part == null || !part.etag().equals(wanted.etag())) {
        throw AwsError.badRequest(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.");
      }
      found.add(part);
    }
    if (found.stream().limit(found.size() - 1L).anyMatch(part -> part.size() < LEAST_PART)) {
      throw AwsError.badRequest(
          "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size");
    }
    return found;
  }

  /** The checksum of the whole object, if the upload is to have one. */
  Optional<ObjectChecksum> checksum(List<UploadedPart> chosen, Supplier<byte[]> joined) {
    return algorithm.map(
        a ->
            composite
                ? new ObjectChecksum(a, composite(a, chosen), true)
                : new ObjectChecksum(a, a.of(joined.get()), false));
  }

  /** The MD5 of the parts' MD5s, and how many there are. */
  static String etag(List<UploadedPart> parts) {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    parts.forEach(part -> digests.writeBytes(part.md5()));
    return Digests.hex(Digests.md5(digests.toByteArray())) + "-" + parts.size();
  }

  private static String composite(ChecksumAlgorithm algorithm, List<UploadedPart> chosen) {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (UploadedPart part : chosen) {
      ObjectChecksum checksum =
          part.checksum()
              .filter(c -> c.algorithm() == algorithm)
              .orElseThrow(
                  () ->
                      S3Error.invalidRequest(
                          "The upload was created using a " + algorithm + " checksum."));
      values.writeBytes(Base64.getDecoder().decode(checksum.value()));
    }
    return algorithm.of(values.toByteArray()) + "-" + chosen.size();
  }
}
