package io.sagemakerssh.remote.registration;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The managed instance's own credentials, those of the role that the activation named. Asked for by
 * {@code RequestManagedInstanceRoleToken} when first needed and again when half of their life is
 * over; while that fails, the old ones serve to their end. Safe for use by several threads.
 */
public final class RoleCredentials implements AwsCredentialsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(RoleCredentials.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private static final AwsCall CALL =
      new AwsCall(
          "get the managed instance's credentials", "ssm:RequestManagedInstanceRoleToken", "*");

  private final SsmEndpoint endpoint;
  private final ManagedInstance instance;
  private final Clock clock;
  private AwsSessionCredentials current;
  private Instant expiry = Instant.MIN;
  private Instant refreshAt = Instant.MIN;

  public RoleCredentials(AwsClients clients, ManagedInstance instance, Clock clock) {
    this(SsmEndpoint.of(clients), instance, clock);
  }

  RoleCredentials(SsmEndpoint endpoint, ManagedInstance instance, Clock clock) {
    this.endpoint = endpoint;
    this.instance = instance;
    this.clock = clock;
  }

  /**
   * Credentials that are valid now.
   *
   * @throws io.sagemakerssh.core.error.UserError if there are none and AWS gives none
   */
  @Override
  public synchronized AwsCredentials resolveCredentials() {
    Instant now = clock.instant();
    if (now.isBefore(refreshAt)) {
      return current;
    }
    try {
      request(now);
    } catch (SdkException failure) {
      if (!now.isBefore(expiry)) {
        throw CALL.failure(failure);
      }
      LOG.warn("Cannot renew the credentials of {}: {}", instance, failure.getMessage());
      refreshAt = now.plus(PAUSE_AFTER_FAILURE);
    }
    return current;
  }

  private void request(Instant now) {
    JsonObject input = new JsonObject();
    input.addProperty("Fingerprint", instance.fingerprint());
    JsonObject answer =
        endpoint.call(
            "RequestManagedInstanceRoleToken", input, new InstanceSignature(instance, clock));
    AwsSessionCredentials received =
        AwsSessionCredentials.create(
            SsmEndpoint.required(answer, "AccessKeyId"),
            SsmEndpoint.required(answer, "SecretAccessKey"),
            SsmEndpoint.required(answer, "SessionToken"));
    expiry = expiration(SsmEndpoint.required(answer, "TokenExpirationDate"));
    current = received;
    refreshAt = now.plus(Duration.between(now, expiry).dividedBy(2));
  }

  /** Epoch seconds, which JSON may write with a fraction. */
  private static Instant expiration(String seconds) {
    try {
      return Instant.ofEpochSecond((long) Double.parseDouble(seconds));
    } catch (NumberFormatException malformed) {
      throw SdkClientException.create("SSM's token expires at no time", malformed);
    }
  }
}
