package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.permissions.Identity;
import io.sagemakerssh.local.permissions.Policy;
import io.sagemakerssh.local.permissions.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to make of IAM's denials. */
final class Denials {
  private static final Pattern DENIED = Pattern.compile("IAM denied (\\S+) on (\\S+)");

  private Denials() {}

  /** For what is only good to know: a denial tells nothing, other failures are failures. */
  static Finding unknown(UserError error) {
    if (error.exitCode() != ExitCode.ACCESS_DENIED) {
      throw error;
    }
    return Finding.unknown("not allowed to look: " + error.why());
  }

  /** For what connecting needs: the mend is the statement of the laptop's own policy. */
  static Finding explained(UserError error, Case of) {
    Matcher denied = DENIED.matcher(error.why());
    if (error.exitCode() != ExitCode.ACCESS_DENIED || !denied.find()) {
      return Finding.fail(error);
    }
    Optional<Statement> missing =
        Policy.of(Identity.LAPTOP, of.scope("any")).statements().stream()
            .filter(statement -> statement.actions().contains(denied.group(1)))
            .filter(statement -> covers(statement, denied.group(2)))
            .findFirst();
    return missing
        .map(
            statement ->
                Finding.fail(
                    error.what() + ": " + error.why(),
                    "Add this statement to the policy of "
                        + of.caller().arn()
                        + ": "
                        + statement.line(),
                    ExitCode.ACCESS_DENIED))
        .orElseGet(() -> Finding.fail(error));
  }

  private static boolean covers(Statement statement, String resource) {
    return statement.resources().stream()
        .map(pattern -> pattern.replace("*", "\0"))
        .map(pattern -> Pattern.quote(pattern).replace("\0", "\\E.*\\Q"))
        .anyMatch(resource::matches);
  }
}
