package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts the SDK's exceptions into a user's words. */
final class AwsFailure {
  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Forbidden");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> INVALID =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "InvalidToken");

  private static final String TRUST_IT =
      "Let --ca-bundle or AWS_CA_BUNDLE name a PEM file with the certificate authority of your proxy or endpoint.";
  private static final String CHECK_THE_WAY =
      "Check the network, the region, AWS_ENDPOINT_URL or --endpoint-url, and --proxy or HTTPS_PROXY.";

  private final AwsCall call;
  private final SdkException failure;

  AwsFailure(AwsCall call, SdkException failure) {
    this.call = call;
    this.failure = failure;
  }

  UserError explained() {
    return failure instanceof AwsServiceException service ? refused(service) : notSent();
  }

  private UserError refused(AwsServiceException service) {
    String code = service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorCode();
    code = code == null ? "" : code;
    String said = said(service);
    if (said.toLowerCase(Locale.ROOT).contains("advanced-instances")) {
      return error(
          ExitCode.ADVANCED_TIER_REQUIRED,
          said,
          "Turn the tier on in this account and region (it has a price): aws ssm update-service-setting"
              + " --setting-id /ssm/managed-instance/activation-tier --setting-value advanced");
    }
    if (DENIED.contains(code)) {
      return denied(said);
    }
    if (EXPIRED.contains(code)) {
      return error(
          ExitCode.EXPIRED_CREDENTIALS,
          "the AWS credentials are expired (" + code + ")",
          "Renew them: 'aws sso login', or however you get them; and check this machine's clock.");
    }
    if (INVALID.contains(code)) {
      return error(
          ExitCode.EXPIRED_CREDENTIALS,
          "AWS does not accept the credentials (" + code + ")",
          "Check which are in use with 'aws sts get-caller-identity'; set others by --profile or the environment.");
    }
    if (code.equals("TargetNotConnected")) {
      return error(
          ExitCode.TARGET_NOT_CONNECTED,
          "Session Manager has no connection to the instance's agent",
          "See whether the job still runs and its log has 'Successfully registered'; 'list' shows who is online.");
    }
    if (service.isThrottlingException()) {
      return error(
          ExitCode.THROTTLED,
          "AWS throttled the call (" + code + attempts() + ")",
          "Try again in a minute; other programs of this account may be using up its request rate.");
    }
    return error(
        ExitCode.AWS_FAILED,
        call.action()
            + " answered "
            + (code.isEmpty() ? service.statusCode() : code)
            + attempts()
            + ": "
            + said,
        "Look the error up in the service's API reference; --verbose shows more.");
  }

  private UserError denied(String said) {
    if (said.contains("explicit deny")) {
      return error(
          ExitCode.ACCESS_DENIED,
          "a policy denies " + call.action() + " explicitly: " + said,
          "No further permission helps: ask whoever administers the account about that policy.");
    }
    PolicyStatement missing = PolicyStatement.missing(call, said);
    String owner =
        missing.resource().contains(":managed-instance/")
            ? " If it is there with a condition on SSHOwner, the instance belongs to someone else."
            : "";
    return error(
        ExitCode.ACCESS_DENIED,
        "IAM denied " + missing.action() + " on " + missing.resource(),
        "Add this statement to your role's policy: " + missing.json() + owner);
  }

  private UserError notSent() {
    Throwable root = UnreachableEndpoint.rootCause(failure);
    if (root instanceof IOException || root instanceof GeneralSecurityException) {
      return unreachable(root);
    }
    String said = String.valueOf(failure.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("unable to load credentials")) {
      return error(
          ExitCode.NO_CREDENTIALS,
          "no AWS credentials were found in the environment, the profile or the instance's metadata",
          "Run 'aws configure' or 'aws sso login', give --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }
    if (lower.contains("expired")) {
      return error(
          ExitCode.EXPIRED_CREDENTIALS,
          said,
          "Renew your credentials, such as by 'aws sso login'.");
    }
    if (lower.contains("profile")) {
      return error(
          ExitCode.NO_CREDENTIALS,
          said,
          "Check the profile in ~/.aws/config: 'aws configure list-profiles'.");
    }
    return error(ExitCode.AWS_FAILED, said, "--verbose shows more.");
  }

  private UserError unreachable(Throwable root) {
    String endpoint =
        failure instanceof UnreachableEndpoint named
            ? "the endpoint " + named.endpoint()
            : "the service's endpoint";
    Optional<String> proxy =
        failure instanceof UnreachableEndpoint named ? named.proxy() : Optional.empty();
    String why =
        root instanceof UnknownHostException
            ? "unknown host " + root.getMessage()
            : root.getMessage();
    boolean tls = root instanceof SSLException || root instanceof GeneralSecurityException;
    return error(
        ExitCode.ENDPOINT_UNREACHABLE,
        endpoint
            + " cannot be reached"
            + proxy.map(name -> " through the proxy " + name).orElse("")
            + attempts()
            + ": "
            + why,
        tls ? TRUST_IT : proxy.isPresent() ? proxyAdvice(why) : CHECK_THE_WAY);
  }

  private static String proxyAdvice(String why) {
    return why.contains("407")
        ? "Put user and password into the proxy's address: http://<user>:<password>@<proxy>:<port>."
        : "Check the proxy of --proxy, HTTPS_PROXY or HTTP_PROXY; NO_PROXY names hosts to reach without.";
  }

  private UserError error(ExitCode exitCode, String why, String advice) {
    return new UserError(exitCode, "Cannot " + call.purpose(), why, advice, failure);
  }

  private String attempts() {
    Integer attempts = failure.numAttempts();
    return attempts == null || attempts < 2 ? "" : ", " + attempts + " attempts";
  }

  private static String said(AwsServiceException service) {
    String message =
        service.awsErrorDetails() == null ? null : service.awsErrorDetails().errorMessage();
    return message == null ? "no message" : message;
  }
}
