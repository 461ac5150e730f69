package io.sagemakerssh.local.s3;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param key an object's key or a prefix of keys; may be empty
 */
public record S3Location(String bucket, String key) {
  private static final String SCHEME = "s3://";
  private static final Pattern SHAPE =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

  /** Whether a text is meant as one, be it well formed or not. */
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the text is no such URI
   */
  public static S3Location parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + text + "' is no place in S3",
          "it is not of the form s3://bucket/key",
          "Give such as s3://my-bucket/my-job/source/sourcedir.tar.gz.");
    }
    return new S3Location(shape.group(1), shape.group(2) == null ? "" : shape.group(2));
  }

  /** The place that a path leads to from this one as a directory. */
  public S3Location below(String path) {
    return new S3Location(
        bucket, key.isEmpty() || key.endsWith("/") ? key + path : key + "/" + path);
  }

  /** The directory that this object is in. */
  public S3Location parent() {
    return new S3Location(bucket, key.substring(0, key.lastIndexOf('/') + 1));
  }

  /** What IAM calls it. */
  String arn() {
    return "arn:aws:s3:::" + bucket + "/" + key;
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
