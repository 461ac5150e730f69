package io.sagemakerssh.remote.key;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a public key lies: {@code s3://bucket/prefix/name.pub}.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param name the key's last part without {@code .pub}, fit for a file name
 */
public record KeyLocation(String bucket, String key, String name) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/"
              + "(?<key>(?:[^/\\p{Cntrl}]+/)*(?<name>[A-Za-z0-9_@+=:-][A-Za-z0-9._@+=:-]{0,199})\\.pub)");

  /**
   * @throws UserError with {@link ExitCode#USAGE} if the text is no such location
   */
  public static KeyLocation parse(String uri) {
    Matcher shape = SHAPE.matcher(uri);
    if (!shape.matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + uri + "' is not the place of a public key",
          "it must look like s3://bucket/prefix/name.pub",
          "Give the S3 URI of an object that holds one public key.");
    }
    return new KeyLocation(shape.group("bucket"), shape.group("key"), shape.group("name"));
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
