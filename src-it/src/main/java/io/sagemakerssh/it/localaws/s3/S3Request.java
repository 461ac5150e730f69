package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsRequest;
import java.util.Optional;

/**
 * A request with what it is about.
 *
 * @param bucket empty for the account's list of buckets
 * @param key empty for the bucket itself
 */
record S3Request(AwsRequest http, String bucket, String key) {
  private static final String LOCAL = ".localhost";
  private static final String SERVICE = ".s3";

  /**
   * Finds bucket and key in the path, or the bucket in a host name such as {@code
   * bucket.s3.localhost}.
   */
  static S3Request of(AwsRequest http) {
    String path = http.path().startsWith("/") ? http.path().substring(1) : http.path();
    String host = http.headers().first("host").orElse("");
    int colon = host.lastIndexOf(':');
    host = colon < 0 ? host : host.substring(0, colon);
    if (host.endsWith(LOCAL)) {
      String bucket = host.substring(0, host.length() - LOCAL.length());
      bucket =
          bucket.endsWith(SERVICE)
              ? bucket.substring(0, bucket.length() - SERVICE.length())
              : bucket;
      if (!bucket.isEmpty() && !bucket.equals("s3")) {
        return new S3Request(http, bucket, path);
      }
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Request(http, path, "")
        : new S3Request(http, path.substring(0, slash), path.substring(slash + 1));
  }

  String bucketArn() {
    return bucketArn(bucket);
  }

  String objectArn() {
    return objectArn(bucket, key);
  }

  static String bucketArn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  static String objectArn(String bucket, String key) {
    return bucketArn(bucket) + "/" + key;
  }

  Optional<String> header(String name) {
    return http.headers().first(name);
  }

  Optional<String> query(String name) {
    return http.query().first(name);
  }

  boolean has(String query) {
    return http.query().has(query);
  }

  /**
   * A number in the query.
   *
   * @throws io.sagemakerssh.it.localaws.http.AwsError {@code InvalidArgument} outside the bounds
   */
  int number(String name, int least, int most, int otherwise) {
    Optional<String> text = query(name).filter(value -> !value.isEmpty());
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // refused below like a number out of bounds
    }
    throw S3Error.invalidArgument(name + " must be an integer between " + least + " and " + most);
  }
}
