package io.sagemakerssh.local.permissions;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.instance.InstanceTags;
import io.sagemakerssh.local.aws.Pending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/** Asks IAM's policy simulator whether somebody has what a policy gives. */
public final class PolicySimulation {
  private static final String INSTANCE = "mi-00000000000000000";

  private final Supplier<IamClient> iam;
  private final Executor executor;

  /**
   * A simulation.
   *
   * @param executor asks for several resources at a time
   */
  public PolicySimulation(Supplier<IamClient> iam, Executor executor) {
    this.iam = iam;
    this.executor = executor;
  }

  /**
   * What IAM says of every action of the identity's policy, in the policy's order. A condition is
   * checked by a request that fulfils it.
   *
   * @throws io.sagemakerssh.core.error.UserError if IAM cannot be asked
   */
  public List<Permission> of(Identity identity, Policy policy, Principal principal) {
    List<Supplier<List<Permission>>> questions = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      for (String pattern : statement.resources()) {
        questions.add(() -> ask(identity, statement, sample(pattern, principal), principal));
      }
    }
    return Pending.all(questions, executor).stream().flatMap(List::stream).toList();
  }

  private List<Permission> ask(
      Identity identity, Statement statement, String resource, Principal principal) {
    SimulatePrincipalPolicyRequest request =
        SimulatePrincipalPolicyRequest.builder()
            .policySourceArn(principal.arn())
            .actionNames(statement.actions())
            .resourceArns(resource)
            .contextEntries(context(statement, principal))
            .build();
    AwsCall call =
        new AwsCall(
            "ask IAM about " + principal.arn(), "iam:SimulatePrincipalPolicy", principal.arn());
    List<EvaluationResult> results =
        call.make(
            () ->
                iam.get().simulatePrincipalPolicyPaginator(request).evaluationResults().stream()
                    .toList());
    return results.stream()
        .map(
            result ->
                new Permission(
                    identity,
                    statement,
                    result.evalActionName(),
                    resource,
                    result.evalDecisionAsString()))
        .toList();
  }

  private static List<ContextEntry> context(Statement statement, Principal principal) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("aws:userid", principal.userId());
    // Policies that are narrower than ours may insist on the tag.
    keys.put("ssm:resourceTag/" + InstanceTags.OWNER, principal.userId());
    statement
        .conditions()
        .forEach(
            key -> keys.put(key.name(), key.value().replace("${aws:userid}", principal.userId())));
    return keys.entrySet().stream().map(key -> entry(key.getKey(), key.getValue())).toList();
  }

  private static ContextEntry entry(String name, String value) {
    return ContextEntry.builder()
        .contextKeyName(name)
        .contextKeyValues(value)
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .build();
  }

  /** A resource such as those that a pattern stands for, so that narrower policies pass, too. */
  private static String sample(String pattern, Principal principal) {
    if (pattern.equals("*")) {
      return pattern;
    }
    if (pattern.contains(":s3:::")) {
      return pattern.replace("*", principal.userId() + "/" + INSTANCE + "/key.pub");
    }
    return pattern.contains(":managed-instance/")
        ? pattern.replace("*", INSTANCE)
        : pattern.replace("*", "any");
  }
}
