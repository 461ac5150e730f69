package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers that are kept with an object and come back with it.
 *
 * @param system {@code content-type} and the like, by lower-case name
 * @param metadata the user's, by lower-case name without {@code x-amz-meta-}
 */
public record ObjectHeaders(Map<String, String> system, Map<String, String> metadata) {
  private static final String META = "x-amz-meta-";
  private static final int MOST_METADATA = 2048;
  private static final String CONTENT_TYPE = "content-type";
  private static final String CONTENT_ENCODING = "content-encoding";
  private static final List<String> KEPT =
      List.of(
          CONTENT_TYPE,
          CONTENT_ENCODING,
          "content-language",
          "content-disposition",
          "cache-control",
          "expires");

  public ObjectHeaders {
    system = Map.copyOf(system);
    metadata = Map.copyOf(metadata);
  }

  /** No more than the content type of bytes. */
  public static ObjectHeaders none() {
    return new ObjectHeaders(Map.of(CONTENT_TYPE, "binary/octet-stream"), Map.of());
  }

  /**
   * Those of a request that uploads.
   *
   * @throws AwsError if there is more metadata than S3 keeps
   */
  static ObjectHeaders of(Headers headers) {
    Map<String, String> system = new TreeMap<>(none().system());
    for (String name : KEPT) {
      headers.first(name).ifPresent(value -> system.put(name, value));
    }
    // aws-chunked is how the body travelled, not what it is.
    system.computeIfPresent(CONTENT_ENCODING, (name, value) -> withoutTransfer(value));
    Map<String, String> metadata = new TreeMap<>();
    int size = 0;
    for (String name : headers.names()) {
      if (name.startsWith(META)) {
        String value = String.join(",", headers.all(name));
        metadata.put(name.substring(META.length()), value);
        size += name.length() - META.length() + value.getBytes(UTF_8).length;
      }
    }
    if (size > MOST_METADATA) {
      throw AwsError.badRequest(
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size: " + MOST_METADATA);
    }
    return new ObjectHeaders(system, metadata);
  }

  /** These headers with some replaced, as a presigned URL may ask. */
  ObjectHeaders replaced(Map<String, String> others) {
    Map<String, String> replaced = new TreeMap<>(system);
    replaced.putAll(others);
    return new ObjectHeaders(replaced, metadata);
  }

  AwsResponse addTo(AwsResponse response) {
    AwsResponse extended = response;
    for (Map.Entry<String, String> header : new TreeMap<>(system).entrySet()) {
      extended = extended.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> header : new TreeMap<>(metadata).entrySet()) {
      extended = extended.with(META + header.getKey(), header.getValue());
    }
    return extended;
  }

  private static String withoutTransfer(String encodings) {
    List<String> kept = new ArrayList<>();
    for (String encoding : encodings.split(",", -1)) {
      if (!encoding.isBlank() && !encoding.strip().equals("aws-chunked")) {
        kept.add(encoding.strip());
      }
    }
    return kept.isEmpty() ? null : String.join(",", kept);
  }
}
