package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.RunCommand;
import io.sagemakerssh.core.key.KeyCopy;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.core.key.SshPublicKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Brings the public key into a container. What needs no instance can begin before one is found. */
public final class KeyDelivery {
  private final AwsClients aws;
  private final Optional<KeysPath> path;
  private final Executor executor;
  private CompletableFuture<GetCallerIdentityResponse> caller;
  private CompletableFuture<S3Client> s3;

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
      caller = CompletableFuture.supplyAsync(this::identity, executor);
      s3 = CompletableFuture.supplyAsync(aws::s3, executor);
    }
  }

  /**
   * Copies the key and waits until it is there.
   *
   * @throws UserError if AWS or the container refuses it
   */
  public void deliver(SshPublicKey key, InstanceId instance) {
    prepare();
    GetCallerIdentityResponse who = await(caller);
    KeysPath to = path.orElseGet(() -> KeysPath.ofAccount(aws.region().id(), who.account()));
    Supplier<S3Client> ready = () -> await(s3);
    new KeyCopy(ready, new RunCommand(aws::ssm)).copy(key, instance, who.userId(), to);
  }

  private GetCallerIdentityResponse identity() {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity());
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UserError why) {
        throw why;
      }
      throw failed;
    }
  }
}
