package io.sagemakerssh.remote.key;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Takes a request for a key as far as it goes without leaving the machine, so that the first real
 * one finds credentials and classes at hand.
 */
public final class KeyWarmUp implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWarmUp.class);

  /** The discard port, on which nobody listens. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private final AwsClients clients;

  public KeyWarmUp(AwsClients clients) {
    this.clients = clients;
  }

  @Override
  public void run() {
    try {
      clients.s3();
      S3Client nowhere =
          clients
              .configure(S3Client.builder())
              .endpointOverride(NOWHERE)
              .forcePathStyle(true)
              .overrideConfiguration(once -> once.retryStrategy(AwsRetryStrategy.doNotRetry()))
              .build();
      nowhere.getObject(request -> request.bucket("warm-up").key("none.pub"));
    } catch (SdkException | UserError expected) {
      LOG.debug("Warmed up: {}", expected.toString());
    }
  }
}
