package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.auth.UriEncoding;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.iam.AccessControl;

/** What {@code x-amz-copy-source} names. */
record CopySource(String bucket, String key) {

  /** An object's bytes and what was kept with them. */
  record Content(StoredObject object, byte[] bytes) {}

  /**
   * Reads the header.
   *
   * @throws AwsError {@code InvalidArgument} if it names no object
   */
  static CopySource of(S3Request request) {
    String encoded = request.header("x-amz-copy-source").orElse("");
    try {
      String path = UriEncoding.decode(encoded.split("\\?", 2)[0], false);
      path = path.startsWith("/") ? path.substring(1) : path;
      int slash = path.indexOf('/');
      if (slash > 0 && slash < path.length() - 1) {
        return new CopySource(path.substring(0, slash), path.substring(slash + 1));
      }
    } catch (IllegalArgumentException malformed) {
      // refused below like a name without a key
    }
    throw S3Error.invalidArgument("Copy Source must mention the source bucket and key");
  }

  /**
   * Reads the object with the rights of the request's caller.
   *
   * @throws AwsError if it is not there or a condition on it does not hold
   */
  Content read(S3Request request, ObjectStore store, AccessControl access) {
    access.demand(request.http().caller(), "s3:GetObject", S3Request.objectArn(bucket, key));
    Bucket source = store.bucket(bucket);
    return source.reading(
        key,
        object -> {
          if (Conditions.ofCopySource(request.http().headers()).unchanged(object)) {
            throw S3Error.preconditionFailed();
          }
          ByteRange range =
              request
                  .header("x-amz-copy-source-range")
                  .flatMap(header -> ByteRange.parse(header, object.size()))
                  .orElseGet(() -> ByteRange.whole(object.size()));
          return new Content(object, source.bytes(object, range));
        });
  }
}
