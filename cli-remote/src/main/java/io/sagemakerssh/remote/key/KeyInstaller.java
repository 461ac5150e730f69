package io.sagemakerssh.remote.key;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fetches a public key from S3 with the container's own credentials and lets it in. */
public final class KeyInstaller {
  private static final int LONGEST_KEY_BYTES = 16 * 1024;

  private final Objects s3;
  private final AuthorizedKeys keys;

  public KeyInstaller(Objects s3, AuthorizedKeys keys) {
    this.s3 = s3;
    this.keys = keys;
  }

  /** The objects of S3. */
  @FunctionalInterface
  public interface Objects {
    /**
     * The beginning of an object, at most {@code longest} bytes.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if it cannot be had
     */
    byte[] read(String bucket, String key, int longest);
  }

  /**
   * Installs the key; from then on it can log in.
   *
   * @return the installed key
   * @throws UserError if the object cannot be had or holds anything but one public key
   */
  public SshPublicKey install(KeyLocation location) {
    AwsCall call =
        new AwsCall(
            "fetch the public key from " + location,
            "s3:GetObject",
            "arn:aws:s3:::" + location.bucket() + "/" + location.key());
    SshPublicKey key = read(call.make(() -> fetch(location)), location);
    keys.add(location.name(), key);
    return key;
  }

  private byte[] fetch(KeyLocation location) {
    byte[] content = s3.read(location.bucket(), location.key(), LONGEST_KEY_BYTES + 1);
    if (content.length > LONGEST_KEY_BYTES) {
      throw refused(location, "it is longer than any public key");
    }
    return content;
  }

  private static SshPublicKey read(byte[] content, KeyLocation location) {
    List<String> lines =
        new String(content, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    if (lines.size() != 1) {
      throw refused(location, "it has " + lines.size() + " lines instead of one");
    }
    return SshPublicKey.parse(lines.get(0))
        .filter(AuthorizedKeys::isKnownType)
        .orElseThrow(() -> refused(location, "its line is no SSH public key of a known type"));
  }

  private static UserError refused(KeyLocation location, String why) {
    return new UserError(
        ExitCode.KEY_COPY_FAILED,
        "Cannot install the public key from " + location,
        why,
        "Upload the '.pub' file that ssh-keygen made, and no other.");
  }
}
