package io.sagemakerssh.core.aws;

import com.google.gson.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IAM policy statement that allows one action on one resource.
 *
 * @param action {@code ssm:StartSession}
 * @param resource an ARN, or {@code *}
 */
record PolicyStatement(String action, String resource) {
  private static final Pattern DENIAL =
      Pattern.compile("not authorized to perform: (\\S+)(?: on resource: (\\S+))?");

  /** What IAM's message says is missing; where it says nothing, what the call needs. */
  static PolicyStatement missing(AwsCall call, String message) {
    Matcher denial = DENIAL.matcher(message == null ? "" : message);
    if (!denial.find()) {
      return new PolicyStatement(call.action(), call.resource());
    }
    String resource = denial.group(2);
    return new PolicyStatement(
        denial.group(1),
        resource == null || !resource.startsWith("arn:") ? call.resource() : resource);
  }

  String json() {
    JsonObject statement = new JsonObject();
    statement.addProperty("Effect", "Allow");
    statement.addProperty("Action", action);
    statement.addProperty("Resource", resource);
    return statement.toString();
  }
}
