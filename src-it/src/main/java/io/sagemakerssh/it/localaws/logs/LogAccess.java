package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.util.Optional;

/** The ARNs of logs, and who may do what to them. */
final class LogAccess {
  private static final String GROUP = "log-group:";
  private static final String STREAM = ":log-stream:";

  private final AccessControl access;
  private final Account account;

  LogAccess(AccessControl access, Account account) {
    this.access = access;
    this.account = account;
  }

  /** Demands an action on a group; the empty name stands for all groups. */
  void demand(AwsRequest request, String action, String group) {
    access.demand(request.caller(), "logs:" + action, groupArn(group) + STREAM);
  }

  void demand(AwsRequest request, String action, String group, String stream) {
    access.demand(request.caller(), "logs:" + action, streamArn(group, stream));
  }

  String groupArn(String group) {
    return account.arn("logs", GROUP + group);
  }

  String streamArn(String group, String stream) {
    return groupArn(group) + STREAM + stream;
  }

  /**
   * The group that an input names, by {@code logGroupName} or by ARN in {@code logGroupIdentifier}.
   *
   * @throws AwsError {@code InvalidParameterException} unless it is exactly one of the two
   */
  String groupName(JsonInput input) {
    Optional<String> name = input.optionalText("logGroupName");
    Optional<String> identifier = input.optionalText("logGroupIdentifier");
    if (name.isPresent() == identifier.isPresent()) {
      throw AwsError.badRequest(
          "InvalidParameterException",
          "Exactly one of logGroupName and logGroupIdentifier must be given.");
    }
    String start = groupArn("");
    return name.orElseGet(
        () ->
            identifier.get().startsWith(start)
                ? identifier.get().substring(start.length())
                : identifier.get());
  }
}
