package io.sagemakerssh.core.key;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where public keys travel through S3: {@code s3://bucket/prefix/}.
 *
 * @param bucket the bucket's name
 * @param prefix empty, or ending with a slash
 * @param account the account that the bucket must belong to; empty for a bucket that the user chose
 */
public record KeysPath(String bucket, String prefix, Optional<String> account) {
  private static final Pattern SHAPE =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([a-zA-Z0-9!_.*()/=@+:-]*))?");
  private static final String PREFIX = "ssh-authorized-keys/";

  /** SageMaker's default bucket of an account and region. */
  public static KeysPath ofAccount(String region, String account) {
    return new KeysPath("sagemaker-" + region + "-" + account, PREFIX, Optional.of(account));
  }

  /** The usual prefix in another bucket. */
  public static KeysPath inBucket(String bucket) {
    return parse("s3://" + bucket + "/" + PREFIX);
  }

  /**
   * Reads {@code s3://bucket/prefix}, with a slash at the end or without.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the text is no such path
   */
  public static KeysPath parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + text + "' is no place for public keys",
          "it is not of the form s3://bucket/prefix/ with plain letters",
          "Set SSH_AUTHORIZED_KEYS_PATH or --keys-path to such as s3://my-bucket/ssh-public-keys-jane/.");
    }
    String prefix = shape.group(2) == null ? "" : shape.group(2);
    return new KeysPath(
        shape.group(1),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        Optional.empty());
  }

  /**
   * The object key of one copy. Owner, instance and key are in it, so that no two users' copies
   * meet.
   *
   * @param owner the caller's UserId; characters that need quoting anywhere become hyphens
   */
  public String objectKey(String owner, InstanceId instance, SshPublicKey key) {
    return prefix
        + owner.replaceAll("[^a-zA-Z0-9_.-]", "-")
        + "/"
        + instance
        + "/"
        + key.fingerprintHex()
        + ".pub";
  }
}
