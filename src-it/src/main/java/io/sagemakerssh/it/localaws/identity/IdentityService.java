package io.sagemakerssh.it.localaws.identity;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.Protocol;
import io.sagemakerssh.it.localaws.http.Xml;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** IAM: finds the operation that a request names. */
public final class IdentityService implements AwsService {
  private static final String VERSION = "2010-05-08";
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

  private final Map<String, Operation> operations = new HashMap<>();

  /** One operation: the content of its result element. */
  @FunctionalInterface
  interface Operation {
    String answer(Parameters input, AwsRequest request);
  }

  public IdentityService(CredentialStore credentials, AccessControl access, Account account) {
    operations.putAll(new RoleOperations(credentials, access, account).operations());
    operations.putAll(new PolicyOperations(credentials, access, account).operations());
    operations.put(
        "SimulatePrincipalPolicy", new PolicySimulator(credentials, access)::simulatePrincipal);
  }

  @Override
  public String signingName() {
    return "iam";
  }

  @Override
  public Protocol protocol() {
    return Protocol.QUERY;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    Parameters input = request.method().equals("GET") ? request.query() : request.form();
    String action = input.first("Action").orElse("");
    String version = input.first("Version").orElse("");
    Operation operation = version.equals(VERSION) ? operations.get(action) : null;
    if (operation == null) {
      throw AwsError.badRequest(
          "InvalidAction", "Could not find operation " + action + " for version " + version);
    }
    return AwsResponse.xml(
        200,
        "<"
            + action
            + "Response xmlns=\""
            + NAMESPACE
            + "\"><"
            + action
            + "Result>"
            + operation.answer(input, request)
            + "</"
            + action
            + "Result><ResponseMetadata>"
            + Xml.element("RequestId", UUID.randomUUID().toString())
            + "</ResponseMetadata></"
            + action
            + "Response>");
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
