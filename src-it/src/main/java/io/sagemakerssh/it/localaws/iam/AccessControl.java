package io.sagemakerssh.it.localaws.iam;

import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies attached to users and roles, and the decision that follows from them: an explicit
 * deny wins, else an allow, else it is denied. Policies may change at any time. Safe for several
 * threads.
 */
public final class AccessControl {
  private final Map<String, Map<String, Policy>> policiesByPrincipal = new ConcurrentHashMap<>();

  /**
   * Attaches a policy under a name, replacing one of the same name.
   *
   * @param principalArn a user's or a role's ARN
   */
  public void attach(String principalArn, String policyName, Policy policy) {
    policiesByPrincipal.compute(
        principalArn,
        (arn, policies) -> {
          Map<String, Policy> changed =
              policies == null ? new LinkedHashMap<>() : new LinkedHashMap<>(policies);
          changed.put(policyName, policy);
          return Map.copyOf(changed);
        });
  }

  /** Takes a policy away; nothing happens if it is not attached. */
  public void detach(String principalArn, String policyName) {
    policiesByPrincipal.computeIfPresent(
        principalArn,
        (arn, policies) -> {
          Map<String, Policy> changed = new LinkedHashMap<>(policies);
          changed.remove(policyName);
          return Map.copyOf(changed);
        });
  }

  /** The policies of a principal by their names. */
  public Map<String, Policy> attached(String principalArn) {
    return Map.copyOf(policiesByPrincipal.getOrDefault(principalArn, Map.of()));
  }

  /** The decision in IAM's words: {@code allowed}, {@code implicitDeny}, {@code explicitDeny}. */
  public String decide(Caller caller, String action, String resource, RequestContext context) {
    if (policies(caller).stream().anyMatch(p -> p.denies(caller, action, resource, context))) {
      return "explicitDeny";
    }
    return allows(caller, action, resource, context) ? "allowed" : "implicitDeny";
  }

  /** Whether the caller may do the action to the resource. */
  public boolean allows(Caller caller, String action, String resource, RequestContext context) {
    List<Policy> policies = policies(caller);
    return policies.stream().noneMatch(p -> p.denies(caller, action, resource, context))
        && policies.stream().anyMatch(p -> p.allows(caller, action, resource, context));
  }

  /**
   * Insists that the caller may do the action to the resource.
   *
   * @param action {@code ssm:StartSession}
   * @param resource the resource's ARN, or {@code *} for actions without one
   * @throws AccessDenied in AWS's words if not
   */
  public void demand(Caller caller, String action, String resource, RequestContext context) {
    if (allows(caller, action, resource, context)) {
      return;
    }
    boolean explicit =
        policies(caller).stream().anyMatch(p -> p.denies(caller, action, resource, context));
    throw new AccessDenied(
        "User: "
            + caller.arn()
            + " is not authorized to perform: "
            + action
            + (resource.equals("*") ? "" : " on resource: " + resource)
            + (explicit
                ? " with an explicit deny in an identity-based policy"
                : " because no identity-based policy allows the " + action + " action"));
  }

  /** Insists on an action that depends on nothing but the caller and the resource. */
  public void demand(Caller caller, String action, String resource) {
    demand(caller, action, resource, RequestContext.EMPTY);
  }

  private List<Policy> policies(Caller caller) {
    return List.copyOf(policiesByPrincipal.getOrDefault(caller.principalArn(), Map.of()).values());
  }
}
