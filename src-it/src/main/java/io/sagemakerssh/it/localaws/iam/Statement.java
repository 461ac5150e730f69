package io.sagemakerssh.it.localaws.iam;

import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.List;
import java.util.Locale;

/**
 * One statement of a policy.
 *
 * @param exceptActions whether the actions are those of NotAction
 * @param exceptResources whether the resources are those of NotResource
 */
record Statement(
    boolean allow,
    List<String> actions,
    boolean exceptActions,
    List<String> resources,
    boolean exceptResources,
    List<Condition> conditions) {

  boolean covers(Caller caller, String action, String resource, RequestContext context) {
    return coversAction(action)
        && coversResource(caller, resource, context)
        && conditions.stream().allMatch(condition -> condition.holds(caller, context));
  }

  private boolean coversAction(String action) {
    String lowerCase = action.toLowerCase(Locale.ROOT);
    return exceptActions
        != actions.stream()
            .anyMatch(pattern -> Glob.matches(pattern.toLowerCase(Locale.ROOT), lowerCase));
  }

  private boolean coversResource(Caller caller, String resource, RequestContext context) {
    return exceptResources
        != resources.stream()
            .flatMap(pattern -> PolicyVariables.fill(pattern, caller, context).stream())
            .anyMatch(pattern -> Glob.matches(pattern, resource));
  }
}
