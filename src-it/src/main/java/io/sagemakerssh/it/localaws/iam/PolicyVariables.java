package io.sagemakerssh.it.localaws.iam;

import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in {@code ${aws:userid}} and other policy variables. */
final class PolicyVariables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private PolicyVariables() {}

  /** The filled-in text; empty if a variable has no value, so that nothing can match. */
  static Optional<String> fill(String text, Caller caller, RequestContext context) {
    if (!text.contains("${")) {
      return Optional.of(text);
    }
    StringBuilder filled = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      Optional<String> value = value(matcher.group(1), caller, context);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
    }
    matcher.appendTail(filled);
    return Optional.of(filled.toString());
  }

  private static Optional<String> value(String name, Caller caller, RequestContext context) {
    return switch (name) {
      case "*", "?", "$" -> Optional.of(name);
      case "aws:userid" -> Optional.of(caller.userId());
      case "aws:username" ->
          caller.arn().contains(":user/") ? Optional.of(caller.sessionName()) : Optional.empty();
      case "aws:PrincipalArn" -> Optional.of(caller.principalArn());
      case "aws:PrincipalAccount" -> Optional.of(caller.account());
      default -> context.values(name).stream().findFirst();
    };
  }
}
