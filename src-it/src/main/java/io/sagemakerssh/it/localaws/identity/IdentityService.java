package io.sagemakerssh.it.localaws.identity;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.QueryOperation;
import io.sagemakerssh.it.localaws.http.QueryService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.util.HashMap;
import java.util.Map;

/** IAM: its operations, and what they share. */
public final class IdentityService {
  private IdentityService() {}

  public static AwsService of(CredentialStore credentials, AccessControl access, Account account) {
    Map<String, QueryOperation> operations = new HashMap<>();
    operations.putAll(new RoleOperations(credentials, access, account).operations());
    operations.putAll(new PolicyOperations(credentials, access, account).operations());
    operations.put(
        "SimulatePrincipalPolicy", new PolicySimulator(credentials, access)::simulatePrincipal);
    return new QueryService("iam", "2010-05-08", operations);
  }

  static String required(Parameters input, String name) {
    return input
        .first(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                AwsError.badRequest(
                    "ValidationError", "1 validation error detected: " + name + " is missing"));
  }

  static AwsError noSuchEntity(String what) {
    return new AwsError(404, "NoSuchEntity", what + " cannot be found.");
  }
}
