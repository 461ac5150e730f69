package io.sagemakerssh.it.localaws.auth;

import java.time.Instant;

/**
 * An access key.
 *
 * @param sessionToken empty for a user's long-lived key
 * @param expiration {@link Instant#MAX} for a user's long-lived key
 */
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {

  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + ", expiration=" + expiration + "]";
  }
}
