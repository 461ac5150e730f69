package io.sagemakerssh.it.localaws.identity;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.Xml;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import java.util.ArrayList;
import java.util.List;

/** Says what a user's or a role's policies would decide. */
final class PolicySimulator {
  private static final int MOST = 1000;
  private static final int USUAL = 100;

  private final CredentialStore credentials;
  private final AccessControl access;

  PolicySimulator(CredentialStore credentials, AccessControl access) {
    this.credentials = credentials;
    this.access = access;
  }

  /** SimulatePrincipalPolicy: one result an action, with one decision a resource in it. */
  String simulatePrincipal(Parameters input, AwsRequest request) {
    String arn = IdentityService.required(input, "PolicySourceArn");
    access.demand(request.caller(), "iam:SimulatePrincipalPolicy", arn);
    List<String> actions = members(input, "ActionNames");
    if (actions.isEmpty()) {
      throw AwsError.badRequest("InvalidInput", "ActionNames must not be empty");
    }
    RequestContext context = context(input);
    Caller caller = simulated(arn, context);
    List<String> named = members(input, "ResourceArns");
    List<String> resources = named.isEmpty() ? List.of("*") : named;
    int from = number(input, "Marker", 0);
    int to = Math.min(actions.size(), from + Math.min(MOST, number(input, "MaxItems", USUAL)));
    StringBuilder results = new StringBuilder("<EvaluationResults>");
    actions.subList(from, to).forEach(a -> results.append(result(caller, a, resources, context)));
    results.append("</EvaluationResults>");
    boolean more = to < actions.size();
    results.append(Xml.element("IsTruncated", Boolean.toString(more)));
    return more ? results + Xml.element("Marker", Integer.toString(to)) : results.toString();
  }

  private String result(
      Caller caller, String action, List<String> resources, RequestContext context) {
    List<String> decisions =
        resources.stream()
            .map(resource -> access.decide(caller, action, resource, context))
            .toList();
    String worst =
        decisions.stream().filter(d -> !d.equals("allowed")).findFirst().orElse("allowed");
    StringBuilder each = new StringBuilder();
    for (int i = 0; i < resources.size(); i++) {
      each.append("<member>")
          .append(Xml.element("EvalResourceName", resources.get(i)))
          .append(Xml.element("EvalResourceDecision", decisions.get(i)))
          .append("</member>");
    }
    return "<member>"
        + Xml.element("EvalActionName", action)
        + Xml.element("EvalResourceName", resources.get(0))
        + Xml.element("EvalDecision", worst)
        + "<ResourceSpecificResults>"
        + each
        + "</ResourceSpecificResults></member>";
  }

  /** The principal as a caller; its user id is what the request's context says. */
  private Caller simulated(String arn, RequestContext context) {
    boolean known = credentials.role(arn).isPresent() || credentials.isUser(arn);
    if (!known) {
      throw IdentityService.noSuchEntity("The principal " + arn);
    }
    String userId = context.values("aws:userid").stream().findFirst().orElse("");
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return new Caller("", arn.split(":", -1)[4], arn, arn, userId, name);
  }

  private static RequestContext context(Parameters input) {
    RequestContext context = RequestContext.EMPTY;
    for (int i = 1; input.has("ContextEntries.member." + i + ".ContextKeyName"); i++) {
      String entry = "ContextEntries.member." + i + ".";
      context =
          context.with(
              input.first(entry + "ContextKeyName").get(),
              members(input, entry + "ContextKeyValues").toArray(String[]::new));
    }
    return context;
  }

  private static List<String> members(Parameters input, String list) {
    List<String> members = new ArrayList<>();
    for (int i = 1; input.has(list + ".member." + i); i++) {
      members.add(input.first(list + ".member." + i).get());
    }
    return members;
  }

  private static int number(Parameters input, String name, int otherwise) {
    try {
      return input.first(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException notANumber) {
      throw AwsError.badRequest("ValidationError", name + " is not a number");
    }
  }
}
