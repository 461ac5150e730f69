package io.sagemakerssh.core.key;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.CommandResult;
import io.sagemakerssh.core.instance.ContainerScript;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.RunCommand;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Copies a public key into a container: to S3, and from there by Run Command. */
public final class KeyCopy {
  private static final String COMMENT = "Copy public key for SSH helper";

  private final Supplier<S3Client> s3;
  private final RunCommand runCommand;

  public KeyCopy(Supplier<S3Client> s3, RunCommand runCommand) {
    this.s3 = s3;
    this.runCommand = runCommand;
  }

  /**
   * Copies the key and awaits the container's answer.
   *
   * @param owner the caller's UserId
   * @throws UserError with {@link ExitCode#KEY_COPY_FAILED} if the bucket is missing or the
   *     container's command failed
   */
  public void copy(SshPublicKey key, InstanceId instance, String owner, KeysPath path) {
    String object = path.objectKey(owner, instance, key);
    put(key, path, object);
    CommandResult result =
        runCommand.run(instance, COMMENT, ContainerScript.lines(script(path, object)));
    if (!result.succeeded()) {
      throw failed(instance, result);
    }
  }

  /**
   * Our container installs the key itself; in others the AWS command line fetches it, and all keys
   * are joined into the file that the SSH server reads. Bucket and key hold no character that a
   * shell minds.
   */
  private static String[] script(KeysPath path, String object) {
    String uri = "s3://" + path.bucket() + "/" + object;
    return new String[] {
      "set -e",
      "if command -v sm-install-key > /dev/null 2>&1; then",
      "  exec sm-install-key '" + uri + "'",
      "fi",
      "mkdir -p /etc/ssh/authorized_keys.d",
      "aws s3 cp --only-show-errors '" + uri + "' /etc/ssh/authorized_keys.d/",
      "cat /etc/ssh/authorized_keys.d/* > /etc/ssh/authorized_keys"
    };
  }

  private void put(SshPublicKey key, KeysPath path, String object) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(path.bucket())
            .key(object)
            .contentType("text/plain")
            .expectedBucketOwner(path.account().orElse(null))
            .build();
    AwsCall call =
        new AwsCall(
            "upload the public key to s3://" + path.bucket(),
            "s3:PutObject",
            "arn:aws:s3:::" + path.bucket() + "/" + path.prefix() + "*");
    call.make(
        () -> {
          try {
            return s3.get().putObject(request, RequestBody.fromString(key.line() + "\n"));
          } catch (NoSuchBucketException missing) {
            throw new UserError(
                ExitCode.KEY_COPY_FAILED,
                "Cannot upload the public key",
                "there is no bucket '" + path.bucket() + "'",
                "Make it ('aws s3 mb s3://"
                    + path.bucket()
                    + "'), or name another by --bucket or"
                    + " SSH_AUTHORIZED_KEYS_PATH.",
                missing);
          }
        });
  }

  private static UserError failed(InstanceId instance, CommandResult result) {
    String said = (result.error().isBlank() ? result.output() : result.error()).strip();
    return new UserError(
        ExitCode.KEY_COPY_FAILED,
        "Cannot copy the public key into instance " + instance,
        "its command ended with "
            + result.status()
            + ", exit code "
            + result.exitCode()
            + (said.isEmpty() ? "" : ": " + said),
        "The job's role needs s3:GetObject on the keys' prefix, and containers of the Python helper need the AWS"
            + " command line.");
  }
}
