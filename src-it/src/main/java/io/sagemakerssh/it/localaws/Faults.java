package io.sagemakerssh.it.localaws;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.Throttling;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Policy;
import io.sagemakerssh.it.localaws.messages.MessageService;
import io.sagemakerssh.it.localaws.messages.Violations;
import java.time.Duration;
import java.util.List;

/**
 * Faults on demand, for tests. A principal is a user's name, the part of a role's ARN behind {@code
 * role/}, or an ARN.
 */
public final class Faults {
  private final AccessControl accessControl;
  private final CredentialStore credentials;
  private final Throttling throttling;
  private final MessageService messages;
  private final ShiftableClock clock;

  Faults(
      AccessControl accessControl,
      CredentialStore credentials,
      Throttling throttling,
      MessageService messages,
      ShiftableClock clock) {
    this.accessControl = accessControl;
    this.credentials = credentials;
    this.throttling = throttling;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Denies an action, whatever else a principal's policies say.
   *
   * @param action such as {@code ssm:StartSession}; may have an asterisk
   */
  public void deny(String principal, String action) {
    JsonObject statement = Json.object("Effect", "Deny");
    statement.addProperty("Action", action);
    statement.addProperty("Resource", "*");
    String policy = Json.object("Statement", statement).toString();
    accessControl.attach(arn(principal), denial(action), Policy.parse(policy));
  }

  /** Takes a denial back. */
  public void allow(String principal, String action) {
    accessControl.detach(arn(principal), denial(action));
  }

  /**
   * Replaces a principal's usual policy.
   *
   * @throws IllegalArgumentException if the document is not a policy
   */
  public void policy(String principal, String document) {
    accessControl.attach(arn(principal), "usual", Policy.parse(document));
  }

  /** Lets the temporary credentials of a role expire now; the number of them. */
  public int expireCredentials(String principal) {
    return credentials.expire(arn(principal));
  }

  /** Refuses the next calls of an operation, such as {@code ssm:StartSession}, with throttling. */
  public void throttle(String action, int times) {
    throttling.throttle(action, times);
  }

  /** Takes an instance off the network, or lets it come back. */
  public void offline(String instanceId, boolean offline) {
    messages.controlChannels().offline(instanceId, offline);
    if (offline) {
      messages.sessions().disconnectAgents(instanceId);
    }
  }

  /** Lets nothing reach an instance that stays online by its pings, or lets it hear again. */
  public void deaf(String instanceId, boolean deaf) {
    messages.controlChannels().deaf(instanceId, deaf);
  }

  /** Sets the clock of the local AWS ahead of the machine's; behind it if negative. */
  public void clockAhead(Duration by) {
    clock.shift(by);
  }

  /** Breaks all control channels. */
  public void disconnectControlChannels() {
    messages.controlChannels().disconnectAll();
  }

  /** Breaks the clients' side of all data channels. */
  public void disconnectClients() {
    messages.sessions().disconnect(true, false);
  }

  /** Breaks the agents' side of all data channels. */
  public void disconnectAgents() {
    messages.sessions().disconnect(false, true);
  }

  /** What agents and clients did against the protocol so far. */
  public Violations violations() {
    return messages.violations();
  }

  private static String denial(String action) {
    return "deny " + action;
  }

  private static String arn(String principal) {
    if (principal.startsWith("arn:")) {
      return principal;
    }
    List<String> users = Users.ALL.stream().map(Users.User::name).toList();
    return users.contains(principal)
        ? Users.ACCOUNT.user(principal)
        : Users.ACCOUNT.role(principal);
  }
}
