package io.sagemakerssh.it.localaws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.AuthenticationFailure;
import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import io.sagemakerssh.it.localaws.iam.AccessDenied;

/** The protocols of AWS, as far as their errors differ in shape, code and status. */
public enum Protocol {
  /** JSON 1.1: SSM, SageMaker, CloudWatch Logs. */
  JSON,
  /** Query: STS. */
  QUERY,
  /** S3's REST with XML. */
  S3,
  /** The Session Manager message service: REST with JSON in and XML out. */
  MESSAGES;

  /** The answer for an error. */
  AwsResponse render(AwsError error, String requestId) {
    return switch (this) {
      case JSON -> {
        JsonObject body = new JsonObject();
        body.addProperty("__type", error.code());
        body.addProperty("message", error.getMessage());
        yield AwsResponse.json(error.status(), body).with("x-amzn-ErrorType", error.code());
      }
      case QUERY ->
          AwsResponse.xml(
              error.status(),
              "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                  + Xml.element("Type", error.status() < 500 ? "Sender" : "Receiver")
                  + codeAndMessage(error)
                  + "</Error>"
                  + Xml.element("RequestId", requestId)
                  + "</ErrorResponse>");
      case S3 ->
          AwsResponse.of(
              error.status(),
              "application/xml",
              ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                      + codeAndMessage(error)
                      + Xml.element("RequestId", requestId)
                      + "</Error>")
                  .getBytes(UTF_8));
      case MESSAGES ->
          AwsResponse.xml(
              error.status(),
              "<"
                  + error.code()
                  + ">"
                  + Xml.element("message", error.getMessage())
                  + "</"
                  + error.code()
                  + ">");
    };
  }

  /** The error for a request that no policy allows. */
  AwsError denied(AccessDenied denied) {
    return switch (this) {
      case JSON -> new AwsError(400, "AccessDeniedException", denied.getMessage());
      case MESSAGES -> new AwsError(403, "AccessDeniedException", denied.getMessage());
      case QUERY, S3 -> new AwsError(403, "AccessDenied", denied.getMessage());
    };
  }

  /** The error for a request whose signature does not hold. */
  AwsError unauthenticated(AuthenticationFailure failure) {
    String message = failure.getMessage();
    return switch (this) {
      case JSON, MESSAGES ->
          new AwsError(this == JSON ? 400 : 403, jsonCode(failure.reason()), message);
      case QUERY -> new AwsError(403, queryCode(failure.reason()), message);
      case S3 -> s3Error(failure.reason(), message);
    };
  }

  /** The error for a request beyond the rate that the service grants. */
  AwsError throttled() {
    return switch (this) {
      case S3 -> new AwsError(503, "SlowDown", "Please reduce your request rate.");
      case QUERY -> new AwsError(400, "Throttling", "Rate exceeded");
      case JSON, MESSAGES -> new AwsError(400, "ThrottlingException", "Rate exceeded");
    };
  }

  private static String codeAndMessage(AwsError error) {
    return Xml.element("Code", error.code()) + Xml.element("Message", error.getMessage());
  }

  private static String jsonCode(Reason reason) {
    return switch (reason) {
      case MISSING -> "MissingAuthenticationTokenException";
      case MALFORMED -> "IncompleteSignatureException";
      case UNKNOWN_KEY, WRONG_TOKEN -> "UnrecognizedClientException";
      case EXPIRED_TOKEN -> "ExpiredTokenException";
      case WRONG_SCOPE, CLOCK_SKEW, EXPIRED_URL, SIGNATURE, PAYLOAD -> "InvalidSignatureException";
    };
  }

  private static String queryCode(Reason reason) {
    return switch (reason) {
      case MISSING -> "MissingAuthenticationToken";
      case MALFORMED -> "IncompleteSignature";
      case UNKNOWN_KEY, WRONG_TOKEN -> "InvalidClientTokenId";
      case EXPIRED_TOKEN -> "ExpiredToken";
      case WRONG_SCOPE, CLOCK_SKEW, EXPIRED_URL, SIGNATURE, PAYLOAD -> "SignatureDoesNotMatch";
    };
  }

  private static AwsError s3Error(Reason reason, String message) {
    return switch (reason) {
      case MISSING -> new AwsError(403, "AccessDenied", "Access Denied");
      case MALFORMED, WRONG_SCOPE -> new AwsError(400, "AuthorizationHeaderMalformed", message);
      case UNKNOWN_KEY ->
          new AwsError(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case WRONG_TOKEN ->
          new AwsError(
              403, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case EXPIRED_TOKEN -> new AwsError(400, "ExpiredToken", "The provided token has expired.");
      case CLOCK_SKEW ->
          new AwsError(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.");
      case EXPIRED_URL -> new AwsError(403, "AccessDenied", message);
      case SIGNATURE -> new AwsError(403, "SignatureDoesNotMatch", message);
      case PAYLOAD -> new AwsError(400, "XAmzContentSHA256Mismatch", message);
    };
  }
}
