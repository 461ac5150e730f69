package io.sagemakerssh.core.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class AwsFailureTest {
  private static final AwsCall CALL =
      new AwsCall(
          "start a session",
          "ssm:StartSession",
          "arn:aws:ssm:*:*:managed-instance/mi-0123456789abcdef0");

  private static AwsServiceException refusal(String code, String message) {
    return SsmException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .statusCode(400)
        .build();
  }

  private static JsonObject statementIn(String advice) {
    return JsonParser.parseString(advice.substring(advice.indexOf('{'), advice.indexOf('}') + 1))
        .getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, ACCESS_DENIED",
    "ExpiredTokenException, EXPIRED_CREDENTIALS",
    "UnrecognizedClientException, EXPIRED_CREDENTIALS",
    "InvalidSignatureException, EXPIRED_CREDENTIALS",
    "TargetNotConnected, TARGET_NOT_CONNECTED",
    "ThrottlingException, THROTTLED",
    "InternalServerError, AWS_FAILED"
  })
  void errorCodesOfAwsHaveExitCodes(String code, ExitCode expected) {
    UserError error = CALL.failure(refusal(code, "no"));

    assertThat(error.exitCode()).isEqualTo(expected);
    assertThat(error.what()).isEqualTo("Cannot start a session");
  }

  @Test
  void denialNamesTheStatementThatIamSaysIsMissing() {
    UserError error =
        CALL.failure(
            refusal(
                "AccessDeniedException",
                "User: arn:aws:iam::1:user/bob is not authorized to perform: ssm:StartSession on resource:"
                    + " arn:aws:ssm:us-east-1::document/AWS-StartSSHSession because no identity-based policy"
                    + " allows the ssm:StartSession action"));

    JsonObject statement = statementIn(error.advice());
    assertThat(statement.get("Action").getAsString()).isEqualTo("ssm:StartSession");
    assertThat(statement.get("Resource").getAsString())
        .isEqualTo("arn:aws:ssm:us-east-1::document/AWS-StartSSHSession");
  }

  @Test
  void denialWithoutDetailsNamesWhatTheCallNeeds() {
    JsonObject statement =
        statementIn(CALL.failure(refusal("AccessDenied", "Access Denied")).advice());

    assertThat(statement.get("Action").getAsString()).isEqualTo(CALL.action());
    assertThat(statement.get("Resource").getAsString()).isEqualTo(CALL.resource());
  }

  @Test
  void explicitDenyIsNotMendedByAStatement() {
    UserError error =
        CALL.failure(refusal("AccessDeniedException", "… with an explicit deny in a policy"));

    assertThat(error.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
    assertThat(error.advice()).doesNotContain("{");
  }

  @Test
  void missingTierIsToldByItsMessage() {
    assertThat(
            CALL.failure(
                    refusal("BadRequest", "Enable advanced-instances tier to use Session Manager"))
                .exitCode())
        .isEqualTo(ExitCode.ADVANCED_TIER_REQUIRED);
  }

  @Test
  void missingCredentialsAreToldApart() {
    assertThat(
            CALL.failure(
                    SdkClientException.create(
                        "Unable to load credentials from any of the providers in the chain"))
                .exitCode())
        .isEqualTo(ExitCode.NO_CREDENTIALS);
  }
}
