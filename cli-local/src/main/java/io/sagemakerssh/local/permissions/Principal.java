package io.sagemakerssh.local.permissions;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Whom policies are attached to.
 *
 * @param arn of a user or a role
 * @param userId what <code>${aws:userid}</code> stands for when it calls AWS
 */
public record Principal(String arn, String userId) {
  private static final Pattern ROLE_SESSION =
      Pattern.compile("arn:([^:]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

  /**
   * Who the caller is to IAM: a session of a role is the role. STS leaves the role's path out, so
   * IAM is asked for it; who may not ask gets the ARN that a role without a path has.
   *
   * @throws UserError if the caller is the account itself, which no policy concerns
   */
  public static Principal of(GetCallerIdentityResponse caller, Supplier<IamClient> iam) {
    if (caller.arn().endsWith(":root")) {
      throw new UserError(
          ExitCode.USAGE,
          "There is nothing to check",
          "the credentials are the account's own (" + caller.arn() + "), which may do everything",
          "Use a user's or a role's credentials, or name one with --principal.");
    }
    Matcher session = ROLE_SESSION.matcher(caller.arn());
    if (!session.matches()) {
      return new Principal(caller.arn(), caller.userId());
    }
    String name = session.group(3);
    String pathless = "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + name;
    return new Principal(withPath(name, pathless, iam), caller.userId());
  }

  /** A role that is not the caller's own. */
  public static Principal role(String arn) {
    // Only conditions on the creator look at it: those hold for what the role itself made.
    return new Principal(arn, "AROA:session");
  }

  private static String withPath(String name, String otherwise, Supplier<IamClient> iam) {
    AwsCall call = new AwsCall("see role '" + name + "'", "iam:GetRole", otherwise);
    return call.make(
        () -> {
          try {
            return iam.get().getRole(request -> request.roleName(name)).role().arn();
          } catch (IamException refused) {
            if (refused.statusCode() == 403) {
              return otherwise;
            }
            throw refused;
          }
        });
  }
}
