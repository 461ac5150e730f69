package io.sagemakerssh.it.localaws.sts;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Credentials;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.QueryService;
import io.sagemakerssh.it.localaws.http.Xml;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.AccessDenied;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** STS: {@code GetCallerIdentity} and {@code AssumeRole}. */
public final class SecurityTokenService {
  private static final String ASSUME_ROLE = "sts:AssumeRole";
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final int SHORTEST_SECONDS = 900;
  private static final int LONGEST_SECONDS = 43_200;
  private static final int USUAL_SECONDS = 3600;

  private final CredentialStore credentials;
  private final AccessControl access;

  public SecurityTokenService(CredentialStore credentials, AccessControl access) {
    this.credentials = credentials;
    this.access = access;
  }

  public AwsService service() {
    return new QueryService(
        "sts",
        "2011-06-15",
        Map.of(
            "GetCallerIdentity", (input, request) -> identity(request.caller()),
            "AssumeRole", (input, request) -> assumeRole(input, request.caller())));
  }

  private static String identity(Caller caller) {
    return Xml.element("Arn", caller.arn())
        + Xml.element("UserId", caller.userId())
        + Xml.element("Account", caller.account());
  }

  private String assumeRole(Parameters input, Caller caller) {
    String arn = required(input, "RoleArn");
    String sessionName = required(input, "RoleSessionName");
    if (!SESSION_NAME.matcher(sessionName).matches()) {
      throw invalid(
          "roleSessionName",
          sessionName,
          "Member must satisfy regular expression pattern: " + SESSION_NAME.pattern());
    }
    Duration lifetime = Duration.ofSeconds(seconds(input));
    Role role = trusting(arn, caller);
    Credentials issued = credentials.issue(role.arn(), sessionName, lifetime);
    Caller assumed = credentials.find(issued.accessKeyId()).orElseThrow().caller();
    return "<AssumedRoleUser>"
        + Xml.element("AssumedRoleId", assumed.userId())
        + Xml.element("Arn", assumed.arn())
        + "</AssumedRoleUser><Credentials>"
        + Xml.element("AccessKeyId", issued.accessKeyId())
        + Xml.element("SecretAccessKey", issued.secretAccessKey())
        + Xml.element("SessionToken", issued.sessionToken())
        + Xml.element("Expiration", issued.expiration().truncatedTo(ChronoUnit.SECONDS).toString())
        + "</Credentials>";
  }

  /**
   * The role, if it trusts the caller by name, or trusts the caller's account and the caller's
   * policies allow the rest. A role that does not exist looks the same as one that does not trust.
   */
  private Role trusting(String arn, Caller caller) {
    Optional<Role> role = credentials.role(arn);
    if (role.filter(r -> r.trusted().contains(caller.principalArn())).isPresent()) {
      return role.get();
    }
    String account = "arn:aws:iam::" + caller.account() + ":root";
    if (role.filter(r -> r.trusted().contains(account)).isEmpty()) {
      throw new AccessDenied(
          "User: "
              + caller.arn()
              + " is not authorized to perform: "
              + ASSUME_ROLE
              + " on resource: "
              + arn);
    }
    access.demand(caller, ASSUME_ROLE, arn);
    return role.get();
  }

  private static int seconds(Parameters input) {
    String text = input.first("DurationSeconds").orElse(Integer.toString(USUAL_SECONDS));
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException notANumber) {
      // refused below like a number out of bounds
    }
    throw invalid(
        "durationSeconds",
        text,
        "Member must have value between " + SHORTEST_SECONDS + " and " + LONGEST_SECONDS);
  }

  private static String required(Parameters input, String name) {
    return input
        .first(name)
        .orElseThrow(
            () ->
                AwsError.badRequest(
                    "ValidationError",
                    "1 validation error detected: Value null at '"
                        + Character.toLowerCase(name.charAt(0))
                        + name.substring(1)
                        + "' failed to satisfy constraint: Member must not be null"));
  }

  private static AwsError invalid(String member, String value, String constraint) {
    return AwsError.badRequest(
        "ValidationError",
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }
}
