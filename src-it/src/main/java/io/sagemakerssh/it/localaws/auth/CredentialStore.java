package io.sagemakerssh.it.localaws.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The access keys of users and the temporary credentials of roles. Safe for several threads. */
public final class CredentialStore {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** An access key and whose it is. */
  public record Entry(Credentials credentials, Caller caller) {}

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();

  public CredentialStore(Clock clock) {
    this.clock = clock;
  }

  /** Adds a user with a long-lived access key. */
  public Caller addUser(
      String account, String name, String userId, String accessKeyId, String secretAccessKey) {
    String arn = "arn:aws:iam::" + account + ":user/" + name;
    Caller caller = new Caller(accessKeyId, account, arn, arn, userId, name);
    Credentials credentials = new Credentials(accessKeyId, secretAccessKey, "", Instant.MAX);
    entries.put(accessKeyId, new Entry(credentials, caller));
    return caller;
  }

  public void addRole(Role role) {
    roles.put(role.arn(), role);
  }

  public Optional<Role> role(String arn) {
    return Optional.ofNullable(roles.get(arn));
  }

  /** The role by the part of its ARN behind {@code role/}. */
  public Optional<Role> roleNamed(String pathAndName) {
    return roles.values().stream()
        .filter(role -> role.pathAndName().equals(pathAndName))
        .findFirst();
  }

  /** The role by its name alone, which is unique in an account. */
  public Optional<Role> roleWithName(String name) {
    return roles.values().stream().filter(role -> role.name().equals(name)).findFirst();
  }

  /** Whether there is a user of that ARN. */
  public boolean isUser(String arn) {
    return entries.values().stream()
        .anyMatch(
            entry -> entry.caller().arn().equals(arn) && entry.caller().arn().contains(":user/"));
  }

  /**
   * Issues temporary credentials of a role.
   *
   * @throws IllegalArgumentException if there is no such role
   */
  public Credentials issue(String roleArn, String sessionName, Duration lifetime) {
    Role role = role(roleArn).orElseThrow(() -> new IllegalArgumentException("No role " + roleArn));
    Credentials credentials =
        new Credentials(
            "ASIA" + letters(16), base64(30), base64(96), clock.instant().plus(lifetime));
    Caller caller =
        new Caller(
            credentials.accessKeyId(),
            role.account(),
            "arn:aws:sts::" + role.account() + ":assumed-role/" + role.name() + "/" + sessionName,
            roleArn,
            role.roleId() + ":" + sessionName,
            sessionName);
    entries.put(credentials.accessKeyId(), new Entry(credentials, caller));
    return credentials;
  }

  public Optional<Entry> find(String accessKeyId) {
    return Optional.ofNullable(entries.get(accessKeyId));
  }

  /**
   * Ends the lifetime, now, of every temporary credential of a principal, as if time had passed.
   *
   * @param arn a role's ARN, or a role session's
   * @return how many credentials were touched
   */
  public int expire(String arn) {
    int count = 0;
    for (Map.Entry<String, Entry> keyed : entries.entrySet()) {
      Entry entry = keyed.getValue();
      Caller caller = entry.caller();
      boolean meant = caller.arn().equals(arn) || caller.principalArn().equals(arn);
      if (meant && !entry.credentials().sessionToken().isEmpty()) {
        Credentials old = entry.credentials();
        Credentials expired =
            new Credentials(
                old.accessKeyId(), old.secretAccessKey(), old.sessionToken(), clock.instant());
        keyed.setValue(new Entry(expired, caller));
        count++;
      }
    }
    return count;
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return text.toString();
  }

  private String base64(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
