package io.sagemakerssh.it.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.iam.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Who there is from the start: {@code alice}, who may do everything; {@code bob}, who may only
 * touch instances whose tag SSHOwner is his own user id; and a role for jobs and their instances.
 * The access keys are the ones of AWS's documentation, known to everybody.
 */
final class Users {
  static final Account ACCOUNT = new Account("123456789012", "us-east-1");
  static final String ROLE = "service-role/SageMakerRole";

  /** A user with a long-lived key. */
  record User(String name, String userId, String accessKeyId, String secretAccessKey) {}

  static final List<User> ALL =
      List.of(
          new User(
              "alice",
              "AIDACKCEVSQ6C2EXAMPLE",
              "AKIAIOSFODNN7EXAMPLE",
              "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          new User(
              "bob",
              "AIDAJQABLZS4A3EXAMPLE",
              "AKIAI44QH8DHBEXAMPLE",
              "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"));

  private Users() {}

  /** The user of that name. */
  static User named(String name) {
    return ALL.stream()
        .filter(user -> user.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No user " + name));
  }

  /** Adds them all, each with the policy of the resources. */
  static void addTo(CredentialStore credentials, AccessControl accessControl) {
    for (User user : ALL) {
      credentials.addUser(
          ACCOUNT.number(), user.name(), user.userId(), user.accessKeyId(), user.secretAccessKey());
      accessControl.attach(ACCOUNT.user(user.name()), "usual", policy(user.name()));
    }
    Role role =
        new Role(
            ACCOUNT.role(ROLE),
            "AROADBQP57FF2AEXAMPLE",
            Set.of("ssm.amazonaws.com", "sagemaker.amazonaws.com", ACCOUNT.user("alice")));
    credentials.addRole(role);
    accessControl.attach(role.arn(), "usual", policy(role.name()));
  }

  private static Policy policy(String name) {
    try (InputStream resource = Users.class.getResourceAsStream("policies/" + name + ".json")) {
      return Policy.parse(new String(resource.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
