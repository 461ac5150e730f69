package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.AwsError;
import java.time.Instant;
import java.util.Map;

/** An activation: with its code so many instances may register until it expires. */
final class Activation {
  private final String id;
  private final String code;
  private final Role role;
  private final int limit;
  private final Instant expiration;
  private final String instanceName;
  private final Map<String, String> tags;
  private int registrations;

  Activation(
      String id,
      String code,
      Role role,
      int limit,
      Instant expiration,
      String instanceName,
      Map<String, String> tags) {
    this.id = id;
    this.code = code;
    this.role = role;
    this.limit = limit;
    this.expiration = expiration;
    this.instanceName = instanceName;
    this.tags = Map.copyOf(tags);
  }

  String id() {
    return id;
  }

  String code() {
    return code;
  }

  Role role() {
    return role;
  }

  String instanceName() {
    return instanceName;
  }

  Map<String, String> tags() {
    return tags;
  }

  /**
   * Counts one registration.
   *
   * @throws AwsError {@code InvalidActivation} if the code is wrong, the time is over or all
   *     registrations are used up
   */
  synchronized void register(String givenCode, Instant now) {
    if (!code.equals(givenCode)) {
      throw invalid("The activation code does not belong to the activation ID.");
    }
    if (!now.isBefore(expiration)) {
      throw invalid("The activation has expired.");
    }
    if (registrations >= limit) {
      throw invalid("The activation's registration limit of " + limit + " is reached.");
    }
    registrations++;
  }

  static AwsError invalid(String why) {
    return AwsError.badRequest("InvalidActivation", why);
  }
}
