package io.sagemakerssh.local.permissions;

/**
 * What IAM says of one action on one resource.
 *
 * @param statement of the policy, which would allow it
 * @param resource what was asked for: one that the statement's resource stands for
 * @param decision {@code allowed}, {@code implicitDeny} or {@code explicitDeny}
 */
public record Permission(
    Identity identity, Statement statement, String action, String resource, String decision) {
  public boolean allowed() {
    return decision.equals("allowed");
  }

  /** Denied by a policy that says so, which no further statement changes. */
  public boolean forbidden() {
    return decision.equals("explicitDeny");
  }
}
