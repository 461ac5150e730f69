package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.RunCommand;
import io.sagemakerssh.core.key.KeyCopy;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.Pending;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Brings the public key into a container. What needs no instance can begin before one is found. */
public final class KeyDelivery {
  private final AwsClients aws;
  private final Optional<KeysPath> path;
  private final Executor executor;
  private Pending<GetCallerIdentityResponse> caller;
  private Pending<S3Client> s3;

  /**
   * A delivery.
   *
   * @param path where keys travel through, if not through the account's default bucket
   */
  public KeyDelivery(AwsClients aws, Optional<KeysPath> path, Executor executor) {
    this.aws = aws;
    this.path = path;
    this.executor = executor;
  }

  /** Asks who the caller is and makes the S3 client, in the background. */
  public void prepare() {
    if (caller == null) {
      caller = Pending.of(() -> CallerIdentity.of(aws), executor);
      s3 = Pending.of(aws::s3, executor);
    }
  }

  /**
   * Copies the key and waits until it is there.
   *
   * @throws UserError if AWS or the container refuses it
   */
  public void deliver(SshPublicKey key, InstanceId instance) {
    prepare();
    GetCallerIdentityResponse who = caller.get();
    KeysPath to = path.orElseGet(() -> KeysPath.ofAccount(aws.region().id(), who.account()));
    new KeyCopy(s3::get, new RunCommand(aws::ssm)).copy(key, instance, who.userId(), to);
  }
}
