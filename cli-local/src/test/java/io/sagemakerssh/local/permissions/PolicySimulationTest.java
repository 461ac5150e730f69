package io.sagemakerssh.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class PolicySimulationTest {
  private static final Principal BOB = new Principal("arn:aws:iam::1:user/bob", "AIDABOB");

  private final FakeIam iam = new FakeIam();
  private final PolicySimulation simulation = new PolicySimulation(() -> iam, Runnable::run);

  private List<Permission> ask(Identity identity) {
    return simulation.of(identity, Policy.of(identity, Scopes.DOCUMENTED), BOB);
  }

  @Test
  void everyActionOnEveryResourceIsAskedFor() {
    List<Permission> permissions = ask(Identity.EXECUTION);

    assertThat(permissions)
        .extracting(Permission::action)
        .containsExactly(
            "ssm:CreateActivation",
            "ssm:AddTagsToResource",
            "iam:PassRole",
            "s3:GetObject",
            "ssm:DeregisterManagedInstance");
    assertThat(permissions).allMatch(Permission::allowed);
    assertThat(iam.asked).extracting(r -> r.policySourceArn()).containsOnly(BOB.arn());
  }

  @Test
  void pagesAreReadToTheEnd() {
    iam.pageSize = 1;

    assertThat(ask(Identity.SSM)).hasSize(13);
  }

  @Test
  void conditionsAreFulfilledByTheRequest() {
    ask(Identity.LAPTOP);

    SimulatePrincipalPolicyRequest reaching =
        iam.asked.stream()
            .filter(request -> request.resourceArns().get(0).contains("managed-instance/mi-"))
            .filter(request -> request.actionNames().contains("ssm:StartSession"))
            .findFirst()
            .orElseThrow();
    assertThat(reaching.contextEntries())
        .extracting(entry -> Map.entry(entry.contextKeyName(), entry.contextKeyValues().get(0)))
        .containsExactlyInAnyOrder(
            Map.entry("aws:userid", "AIDABOB"), Map.entry("ssm:resourceTag/SSHOwner", "AIDABOB"));
  }

  @Test
  void aDeniedActionNamesTheStatementThatWouldAllowIt() {
    iam.decisions.put("ssm:StartSession", "implicitDeny");

    List<Permission> permissions = ask(Identity.LAPTOP);

    assertThat(PermissionTable.missing(permissions, Identity.LAPTOP))
        .extracting(Statement::sid)
        .containsExactly("ReachOwnContainers", "OpenSessions", "OpenTunnels", "OpenShells");
    assertThat(PermissionTable.COLUMNS.text(permissions))
        .filteredOn(line -> line.contains("implicitDeny"))
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("ssm:StartSession"));
  }

  @Test
  void whoMayNotAskIsTold() {
    iam.refuses = true;

    assertThatThrownBy(() -> ask(Identity.LAPTOP))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
              assertThat(error.advice()).contains("iam:SimulatePrincipalPolicy");
            });
  }

  @Test
  void aRoleSessionIsTheRoleWithItsPath() {
    assertThat(principal("arn:aws:iam::1:user/x").arn()).isEqualTo("arn:aws:iam::1:user/x");
    assertThat(principal("arn:aws:sts::123456789012:assumed-role/Dev/jane"))
        .isEqualTo(new Principal("arn:aws:iam::123456789012:role/team/Dev", "AROA:jane"));
  }

  @Test
  void aRoleSessionThatMayNotAskForItsPathIsTakenToHaveNone() {
    iam.refuses = true;

    assertThat(principal("arn:aws:sts::123456789012:assumed-role/Dev/jane").arn())
        .isEqualTo("arn:aws:iam::123456789012:role/Dev");
  }

  @Test
  void theAccountItselfHasNoPolicy() {
    assertThatThrownBy(() -> principal("arn:aws:iam::123456789012:root"))
        .isInstanceOf(UserError.class)
        .hasMessage("There is nothing to check");
  }

  private Principal principal(String arn) {
    GetCallerIdentityResponse caller =
        GetCallerIdentityResponse.builder().arn(arn).userId("AROA:jane").build();
    return Principal.of(caller, () -> iam);
  }

  /** Allows everything but what the test decides, a page at a time. */
  private static final class FakeIam implements IamClient {
    private final List<SimulatePrincipalPolicyRequest> asked =
        Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> decisions = new HashMap<>();
    private int pageSize = 100;
    private boolean refuses;

    @Override
    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
        SimulatePrincipalPolicyRequest request) {
      refuse("iam:SimulatePrincipalPolicy");
      asked.add(request);
      int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
      int to = Math.min(request.actionNames().size(), from + pageSize);
      List<EvaluationResult> results =
          request.actionNames().subList(from, to).stream()
              .map(
                  action ->
                      EvaluationResult.builder()
                          .evalActionName(action)
                          .evalDecision(decisions.getOrDefault(action, "allowed"))
                          .build())
              .toList();
      boolean more = to < request.actionNames().size();
      return SimulatePrincipalPolicyResponse.builder()
          .evaluationResults(results)
          .isTruncated(more)
          .marker(more ? Integer.toString(to) : null)
          .build();
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
      refuse("iam:GetRole");
      return GetRoleResponse.builder()
          .role(r -> r.arn("arn:aws:iam::123456789012:role/team/" + request.roleName()))
          .build();
    }

    private void refuse(String action) {
      if (refuses) {
        throw IamException.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AccessDenied")
                    .errorMessage("User: x is not authorized to perform: " + action)
                    .build())
            .build();
      }
    }

    @Override
    public String serviceName() {
      return "iam";
    }

    @Override
    public void close() {}
  }
}
