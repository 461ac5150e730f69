package io.sagemakerssh.remote.registration;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.util.Map;

/**
 * What a registered container knows of itself.
 *
 * @param id {@code mi-} and 17 hexadecimal digits
 * @param region the region it is registered in
 * @param key the RSA key whose public half AWS knows; proves who we are when asking for credentials
 * @param fingerprint the UUID sent at registration; AWS wants to hear it again
 * @param tags the tags it was registered with
 */
public record ManagedInstance(
    String id, String region, PrivateKey key, String fingerprint, Map<String, String> tags) {
  public ManagedInstance {
    requireNonNull(id);
    requireNonNull(region);
    requireNonNull(key);
    requireNonNull(fingerprint);
    tags = Map.copyOf(tags);
  }

  /** The id alone: the key is a secret. */
  @Override
  public String toString() {
    return id;
  }
}
