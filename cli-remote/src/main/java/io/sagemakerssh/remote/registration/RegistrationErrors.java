package io.sagemakerssh.remote.registration;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What only registering can meet, in words that say what to do; the rest is {@link AwsCall}'s. */
final class RegistrationErrors {
  private static final String PURPOSE = "register the container with SSM";
  private static final String WHAT = "Cannot " + PURPOSE;

  private RegistrationErrors() {}

  static UserError roleMissing() {
    return new UserError(
        ExitCode.REGISTRATION_FAILED,
        WHAT,
        "the environment variable SSH_SSM_ROLE, the role that the managed instance runs under, is"
            + " not set",
        "Give the job's environment SSH_SSM_ROLE: the part of the role's ARN behind 'role/', such"
            + " as 'service-role/SageMakerRole'.");
  }

  /**
   * Explains why a call failed.
   *
   * @param action the call's IAM action
   */
  static UserError explain(String action, SdkException failure) {
    UserError general = new AwsCall(PURPOSE, action, "*").failure(failure);
    if (general.exitCode() == ExitCode.ENDPOINT_UNREACHABLE) {
      return error(
          ExitCode.ENDPOINT_UNREACHABLE,
          general.why(),
          "A job in a VPC needs a NAT gateway or VPC endpoints for ssm, ssmmessages, sts and s3; a"
              + " job with network isolation cannot use SSH. "
              + general.advice(),
          failure);
    }
    return general.exitCode() == ExitCode.AWS_FAILED
        ? refused(code(failure), general.why(), failure)
        : general;
  }

  private static UserError refused(String code, String why, SdkException failure) {
    if (code.startsWith("RegistrationLimitExceeded")) {
      return error(
          ExitCode.ADVANCED_TIER_REQUIRED,
          why,
          "The account has as many managed instances as the standard tier allows. Deregister old"
              + " ones, or turn on the advanced-instances tier: aws ssm update-service-setting"
              + " --setting-id /ssm/managed-instance/activation-tier --setting-value advanced",
          failure);
    }
    if (code.startsWith("InvalidActivation")) {
      return error(
          ExitCode.REGISTRATION_FAILED,
          why,
          "The activation was used up or has expired. Run sm-init-ssm again: it makes a new one.",
          failure);
    }
    if (code.equals("ValidationException") && why.toLowerCase(Locale.ROOT).contains("role")) {
      return error(
          ExitCode.REGISTRATION_FAILED,
          why,
          "Check SSH_SSM_ROLE: the role must exist, be given with its path, and its trust policy"
              + " must hold {\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
              + "\"ssm.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}.",
          failure);
    }
    return error(
        ExitCode.REGISTRATION_FAILED,
        why,
        "Look the error up in the API reference of AWS Systems Manager; --verbose shows more.",
        failure);
  }

  private static String code(SdkException failure) {
    boolean isCoded =
        failure instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode() != null;
    return isCoded ? ((AwsServiceException) failure).awsErrorDetails().errorCode() : "";
  }

  private static UserError error(ExitCode code, String why, String advice, SdkException cause) {
    return new UserError(code, WHAT, why, advice, cause);
  }
}
