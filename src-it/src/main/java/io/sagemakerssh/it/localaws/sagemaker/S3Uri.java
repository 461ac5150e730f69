package io.sagemakerssh.it.localaws.sagemaker;

/**
 * A place in S3.
 *
 * @param key a key or a prefix of keys; may be empty
 */
record S3Uri(String bucket, String key) {
  private static final String SCHEME = "s3://";

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws JobFailure if it is none
   */
  static S3Uri parse(String text) {
    String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw JobFailure.ofClient("'" + text + "' is not an S3 URI");
    }
    return new S3Uri(bucket, slash < 0 ? "" : rest.substring(slash + 1));
  }

  /** A place below this one. */
  S3Uri below(String path) {
    return new S3Uri(bucket, key.isEmpty() || key.endsWith("/") ? key + path : key + "/" + path);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
