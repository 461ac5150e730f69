package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** GetObject and HeadObject. */
final class ObjectReads {
  private static final String OVERRIDE = "response-";
  private static final List<String> OVERRIDABLE =
      List.of(
          "content-type",
          "content-language",
          "expires",
          "cache-control",
          "content-disposition",
          "content-encoding");

  private final ObjectStore store;
  private final AccessControl access;

  ObjectReads(ObjectStore store, AccessControl access) {
    this.store = store;
    this.access = access;
  }

  AwsResponse get(S3Request request) {
    return read(request, true);
  }

  AwsResponse head(S3Request request) {
    return read(request, false);
  }

  private AwsResponse read(S3Request request, boolean withBody) {
    access.demand(request.http().caller(), "s3:GetObject", request.objectArn());
    Bucket bucket = store.bucket(request.bucket());
    if (bucket.find(request.key()).isEmpty()) {
      // Who may not list shall not learn which keys there are.
      access.demand(request.http().caller(), "s3:ListBucket", request.bucketArn());
    }
    return bucket.reading(request.key(), object -> answer(request, bucket, object, withBody));
  }

  private AwsResponse answer(
      S3Request request, Bucket bucket, StoredObject object, boolean withBody) {
    if (Conditions.of(request.http().headers()).unchanged(object)) {
      return AwsResponse.empty(304).with("ETag", object.quotedEtag());
    }
    Optional<ByteRange> part =
        request.header("range").flatMap(header -> ByteRange.parse(header, object.size()));
    ByteRange range = part.orElseGet(() -> ByteRange.whole(object.size()));
    byte[] body = withBody ? bucket.bytes(object, range) : new byte[0];
    AwsResponse response =
        new AwsResponse(part.isPresent() ? 206 : 200, List.of(), body)
            .with("ETag", object.quotedEtag())
            .with("Last-Modified", Conditions.httpDate(object.lastModified()))
            .with("Accept-Ranges", "bytes")
            .with("Content-Length", Long.toString(range.length()));
    if (part.isPresent()) {
      response = response.with("Content-Range", range.contentRange(object.size()));
    }
    response = object.headers().replaced(overrides(request)).addTo(response);
    boolean checksumWanted =
        request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED");
    if (checksumWanted && part.isEmpty() && object.checksum().isPresent()) {
      response = object.checksum().get().addTo(response);
    }
    return response;
  }

  private static Map<String, String> overrides(S3Request request) {
    Map<String, String> overrides = new TreeMap<>();
    for (String name : OVERRIDABLE) {
      request
          .query(OVERRIDE + name)
          .ifPresent(
              value -> {
                if (value.chars().anyMatch(c -> c < ' ')) {
                  throw AwsError.badRequest(
                      "InvalidArgument", "Header value cannot be represented");
                }
                overrides.put(name, value);
              });
    }
    return overrides;
  }
}
