package io.sagemakerssh.remote.registration;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What went wrong while registering, in words that say what to do. */
final class RegistrationErrors {
  private static final String WHAT = "Cannot register the container with SSM";
  private static final Pattern DENIED_ACTION = Pattern.compile("perform: ([A-Za-z0-9-]+:\\w+)");

  private final String role;

  /**
   * @param role the SSM role as given, for the policy statements in the advice
   */
  RegistrationErrors(String role) {
    this.role = role;
  }

  static UserError roleMissing() {
    return new UserError(
        ExitCode.REGISTRATION_FAILED,
        WHAT,
        "the environment variable SSH_SSM_ROLE, the role that the managed instance runs under, is"
            + " not set",
        "Give the job's environment SSH_SSM_ROLE: the part of the role's ARN behind 'role/', such"
            + " as 'service-role/SageMakerRole'.");
  }

  /** Explains a failure of any of the calls that lead to a registration. */
  UserError explain(RuntimeException failure) {
    if (failure instanceof UserError known) {
      return known;
    }
    if (failure instanceof AwsServiceException refusal) {
      String code = refusal.awsErrorDetails() == null ? "" : refusal.awsErrorDetails().errorCode();
      String message =
          refusal.awsErrorDetails() == null
              ? refusal.getMessage()
              : refusal.awsErrorDetails().errorMessage();
      boolean isThrottled = refusal.isThrottlingException();
      return refused(isThrottled, String.valueOf(code), String.valueOf(message), failure);
    }
    if (failure instanceof SsmRefusal refusal) {
      boolean isThrottled = refusal.code().startsWith("Throttling");
      return refused(isThrottled, refusal.code(), refusal.getMessage(), failure);
    }
    if (failure instanceof SdkClientException unsent) {
      return unsent(unsent);
    }
    if (failure instanceof UncheckedIOException unanswered) {
      return unreachable(unanswered.getCause().toString(), failure);
    }
    throw failure;
  }

  private UserError refused(
      boolean isThrottled, String code, String message, RuntimeException cause) {
    String text = (code + " " + message).toLowerCase(Locale.ROOT);
    String why = code.isEmpty() ? message : code + ": " + message;
    if (isThrottled) {
      return error(
          ExitCode.THROTTLED,
          why,
          "Many containers register at once. Start fewer nodes at a time, lower"
              + " SSH_INSTANCE_COUNT, or ask AWS for a higher SSM request rate.",
          cause);
    }
    if (code.startsWith("ExpiredToken") || code.equals("RequestExpired")) {
      return error(
          ExitCode.EXPIRED_CREDENTIALS,
          why,
          "Check the container's clock and where its AWS credentials come from.",
          cause);
    }
    if (code.startsWith("AccessDenied") || code.startsWith("UnauthorizedOperation")) {
      return denied(why, message, cause);
    }
    if (text.contains("advanced-instances") || code.startsWith("RegistrationLimitExceeded")) {
      return error(
          ExitCode.ADVANCED_TIER_REQUIRED,
          why,
          "Turn on SSM's advanced-instances tier in this region: aws ssm update-service-setting"
              + " --setting-id /ssm/managed-instance/activation-tier --setting-value advanced",
          cause);
    }
    if (text.contains("role") && code.equals("ValidationException")) {
      return error(
          ExitCode.REGISTRATION_FAILED,
          why,
          "Check SSH_SSM_ROLE ('"
              + role
              + "'): the role must exist, be given with its path, and its trust policy must hold"
              + " {\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ssm.amazonaws.com\"},"
              + "\"Action\":\"sts:AssumeRole\"}.",
          cause);
    }
    if (code.startsWith("InvalidActivation")) {
      return error(
          ExitCode.REGISTRATION_FAILED,
          why,
          "The activation was used up or has expired. Run sm-init-ssm again: it makes a new one.",
          cause);
    }
    return error(
        ExitCode.REGISTRATION_FAILED,
        why,
        "Check the message above; docs/troubleshooting.md explains the SSM setup.",
        cause);
  }

  private UserError denied(String why, String message, RuntimeException cause) {
    Matcher matcher = DENIED_ACTION.matcher(message);
    String action = matcher.find() ? matcher.group(1) : "ssm:CreateActivation";
    String statement =
        action.equals("iam:PassRole")
            ? "{\"Effect\":\"Allow\",\"Action\":\"iam:PassRole\",\"Resource\":\"arn:aws:iam::*:role/"
                + role
                + "\",\"Condition\":{\"StringEquals\":{\"iam:PassedToService\":"
                + "\"ssm.amazonaws.com\"}}}"
            : "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}";
    return error(
        ExitCode.ACCESS_DENIED,
        why,
        "Add this statement to the policy of the job's role: " + statement,
        cause);
  }

  private static UserError unsent(SdkClientException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("credentials")) {
      return error(
          ExitCode.NO_CREDENTIALS,
          message,
          "SageMaker gives a job its role's credentials by itself. Elsewhere, set AWS_PROFILE or"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
          failure);
    }
    return unreachable(message, failure);
  }

  private static UserError unreachable(String why, RuntimeException cause) {
    return error(
        ExitCode.ENDPOINT_UNREACHABLE,
        why,
        "A job in a VPC needs a NAT gateway or VPC endpoints for ssm, ssmmessages, ec2messages,"
            + " sts and s3; a job with network isolation cannot use SSH. Check AWS_ENDPOINT_URL and"
            + " HTTPS_PROXY if they are set.",
        cause);
  }

  private static UserError error(ExitCode code, String why, String advice, Throwable cause) {
    return new UserError(code, WHAT, why, advice, cause);
  }
}
