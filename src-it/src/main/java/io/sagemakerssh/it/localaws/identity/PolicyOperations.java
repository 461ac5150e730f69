package io.sagemakerssh.it.localaws.identity;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.auth.UriEncoding;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.QueryOperation;
import io.sagemakerssh.it.localaws.http.Xml;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.iam.Policy;
import java.util.Map;

/** The inline policies of roles and users. */
final class PolicyOperations {
  private final CredentialStore credentials;
  private final AccessControl access;
  private final Account account;

  PolicyOperations(CredentialStore credentials, AccessControl access, Account account) {
    this.credentials = credentials;
    this.access = access;
    this.account = account;
  }

  Map<String, QueryOperation> operations() {
    return Map.of(
        "PutRolePolicy", (input, request) -> put("PutRolePolicy", role(input), input, request),
        "GetRolePolicy", this::getOfRole,
        "ListRolePolicies", this::listOfRole,
        "DeleteRolePolicy",
            (input, request) -> delete("DeleteRolePolicy", role(input), input, request),
        "PutUserPolicy", (input, request) -> put("PutUserPolicy", user(input), input, request),
        "DeleteUserPolicy",
            (input, request) -> delete("DeleteUserPolicy", user(input), input, request));
  }

  private String put(String action, String arn, Parameters input, AwsRequest request) {
    access.demand(request.caller(), "iam:" + action, arn);
    String document = IdentityService.required(input, "PolicyDocument");
    try {
      access.attach(arn, name(input), Policy.parse(document));
    } catch (IllegalArgumentException malformed) {
      throw AwsError.badRequest("MalformedPolicyDocument", malformed.getMessage());
    }
    return "";
  }

  private String getOfRole(Parameters input, AwsRequest request) {
    String arn = role(input);
    access.demand(request.caller(), "iam:GetRolePolicy", arn);
    return Xml.element("RoleName", IdentityService.required(input, "RoleName"))
        + Xml.element("PolicyName", name(input))
        + Xml.element("PolicyDocument", UriEncoding.encode(found(arn, input).document(), false));
  }

  private String listOfRole(Parameters input, AwsRequest request) {
    String arn = role(input);
    access.demand(request.caller(), "iam:ListRolePolicies", arn);
    StringBuilder names = new StringBuilder();
    access.attached(arn).keySet().stream()
        .sorted()
        .forEach(name -> names.append(Xml.element("member", name)));
    return "<PolicyNames>" + names + "</PolicyNames><IsTruncated>false</IsTruncated>";
  }

  private String delete(String action, String arn, Parameters input, AwsRequest request) {
    access.demand(request.caller(), "iam:" + action, arn);
    found(arn, input);
    access.detach(arn, name(input));
    return "";
  }

  private Policy found(String arn, Parameters input) {
    Policy policy = access.attached(arn).get(name(input));
    if (policy == null) {
      throw IdentityService.noSuchEntity("The policy with name " + name(input));
    }
    return policy;
  }

  private static String name(Parameters input) {
    return IdentityService.required(input, "PolicyName");
  }

  private String role(Parameters input) {
    String name = IdentityService.required(input, "RoleName");
    return credentials
        .roleWithName(name)
        .map(Role::arn)
        .orElseThrow(() -> IdentityService.noSuchEntity("The role with name " + name));
  }

  private String user(Parameters input) {
    return account.user(IdentityService.required(input, "UserName"));
  }
}
