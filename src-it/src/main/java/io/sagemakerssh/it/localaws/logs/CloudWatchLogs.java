package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.http.JsonService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** CloudWatch Logs as a service. */
public final class CloudWatchLogs {
  private CloudWatchLogs() {}

  public static AwsService service(
      LogStore store, AccessControl accessControl, Account account, Clock clock) {
    LogAccess access = new LogAccess(accessControl, account);
    LogGroups groups = new LogGroups(store, access);
    LogEvents events = new LogEvents(store, access, clock);
    LogQueries queries = new LogQueries(store, access);
    Map<String, JsonOperation> operations =
        Map.of(
            "CreateLogGroup", groups::createGroup,
            "CreateLogStream", groups::createStream,
            "DescribeLogGroups", groups::describeGroups,
            "DescribeLogStreams", groups::describeStreams,
            "PutLogEvents", events::put,
            "GetLogEvents", events::get,
            "FilterLogEvents", events::filter,
            "StartQuery", queries::start,
            "GetQueryResults", queries::results);
    Map<String, JsonOperation> inItsWords = new HashMap<>();
    operations.forEach((name, operation) -> inItsWords.put(name, inItsWords(operation)));
    return new JsonService("logs", "Logs_20140328", inItsWords);
  }

  /** What other services call a ValidationException, this one calls by another name. */
  private static JsonOperation inItsWords(JsonOperation operation) {
    return (input, request) -> {
      try {
        return operation.answer(input, request);
      } catch (AwsError refused) {
        throw refused.code().equals("ValidationException")
            ? AwsError.badRequest("InvalidParameterException", refused.getMessage())
            : refused;
      }
    };
  }
}
