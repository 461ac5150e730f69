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
import io.sagemakerssh.it.localaws.iam.TrustPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** CreateRole, GetRole, UpdateAssumeRolePolicy. */
final class RoleOperations {
  private final CredentialStore credentials;
  private final AccessControl access;
  private final Account account;

  RoleOperations(CredentialStore credentials, AccessControl access, Account account) {
    this.credentials = credentials;
    this.access = access;
    this.account = account;
  }

  Map<String, QueryOperation> operations() {
    return Map.of(
        "CreateRole", this::create,
        "GetRole", this::get,
        "UpdateAssumeRolePolicy", this::updateTrust);
  }

  private String create(Parameters input, AwsRequest request) {
    String name = IdentityService.required(input, "RoleName");
    String path = input.first("Path").orElse("/");
    String arn = account.role(path.substring(1) + name);
    access.demand(request.caller(), "iam:CreateRole", arn);
    if (credentials.roleWithName(name).isPresent()) {
      throw new AwsError(409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
    }
    Role role = new Role(arn, newId(), trusted(input, "AssumeRolePolicyDocument"));
    credentials.addRole(role);
    return describe(role);
  }

  private String get(Parameters input, AwsRequest request) {
    String name = IdentityService.required(input, "RoleName");
    access.demand(
        request.caller(),
        "iam:GetRole",
        credentials.roleWithName(name).map(Role::arn).orElse(account.role(name)));
    return describe(role(name));
  }

  private String updateTrust(Parameters input, AwsRequest request) {
    Role role = role(IdentityService.required(input, "RoleName"));
    access.demand(request.caller(), "iam:UpdateAssumeRolePolicy", role.arn());
    credentials.addRole(new Role(role.arn(), role.roleId(), trusted(input, "PolicyDocument")));
    return "";
  }

  private Role role(String name) {
    return credentials
        .roleWithName(name)
        .orElseThrow(() -> IdentityService.noSuchEntity("The role with name " + name));
  }

  private Set<String> trusted(Parameters input, String name) {
    try {
      return TrustPolicy.trusted(IdentityService.required(input, name), account);
    } catch (IllegalArgumentException malformed) {
      throw AwsError.badRequest("MalformedPolicyDocument", malformed.getMessage());
    }
  }

  private static String describe(Role role) {
    String path = role.pathAndName();
    return "<Role>"
        + Xml.element("Path", "/" + path.substring(0, path.length() - role.name().length()))
        + Xml.element("RoleName", role.name())
        + Xml.element("RoleId", role.roleId())
        + Xml.element("Arn", role.arn())
        + Xml.element("CreateDate", "2026-01-01T00:00:00Z")
        + Xml.element(
            "AssumeRolePolicyDocument",
            UriEncoding.encode(TrustPolicy.document(role.trusted()), false))
        + "</Role>";
  }

  private static String newId() {
    return "AROA"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
  }
}
