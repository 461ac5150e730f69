package io.sagemakerssh.remote.registration;

/**
 * A permission to register one managed instance.
 *
 * @param id a UUID
 * @param code the secret that goes with it
 */
public record Activation(String id, String code) {
  /** The id alone: the code is a secret. */
  @Override
  public String toString() {
    return id;
  }
}
