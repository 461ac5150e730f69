package io.sagemakerssh.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class AwsClientsTest {
  private static AwsClients with(Map<String, String> more) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_DEFAULT_REGION", "eu-west-1"));
    variables.putAll(more);
    return new AwsClients(AwsSettings.of(new Environment(variables)));
  }

  @Test
  void takesRegionAndCredentialsFromTheGivenEnvironment() {
    try (AwsClients aws = with(Map.of("AWS_SESSION_TOKEN", "token"))) {
      assertThat(aws.region().id()).isEqualTo("eu-west-1");
      assertThat(aws.credentials().resolveCredentials())
          .isEqualTo(AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "token"));
    }
  }

  /** As where it is newer than the SDK, or misspelt: then calls say what is wrong. */
  @Test
  void aRegionThatTheSdkDoesNotKnowHasEndpointsToo() {
    try (AwsClients aws = with(Map.of("AWS_REGION", "eu-moon-1"))) {
      assertThat(aws.messagesEndpoint()).hasToString("https://ssmmessages.eu-moon-1.amazonaws.com");
    }
  }

  @Test
  void unreachableEndpointIsNamedWithTheAttempts() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    AwsCall call = new AwsCall("ask who you are", "sts:GetCallerIdentity", "*");
    try (AwsClients aws = with(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + free))) {
      assertThatThrownBy(() -> call.make(() -> aws.sts().getCallerIdentity()))
          .isInstanceOfSatisfying(
              UserError.class,
              error -> {
                assertThat(error.exitCode()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE);
                assertThat(error.why()).contains("http://127.0.0.1:" + free).contains("3 attempts");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL_SSM", "AWS_ENDPOINT_URL_SSMMESSAGES"})
  void endpointOfAServiceThatIsNoUrlIsRefused(String variable) {
    try (AwsClients aws = with(Map.of(variable, "localhost 8080"))) {
      assertThatThrownBy(
              () -> {
                aws.ssmEndpoint();
                aws.messagesEndpoint();
              })
          .isInstanceOfSatisfying(
              UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
    }
  }

  @Test
  void endpointThatIsNoUrlIsRefused() {
    assertThatThrownBy(() -> with(Map.of("AWS_ENDPOINT_URL", "localhost:8080")))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void bucketHasAHostOfItsOwnWhereACertificateFits() {
    try (AwsClients aws = with(Map.of())) {
      assertThat(aws.bucketEndpoint("bucket-1"))
          .hasToString("https://bucket-1.s3.eu-west-1.amazonaws.com");
      assertThat(aws.bucketEndpoint("my.bucket"))
          .hasToString("https://s3.eu-west-1.amazonaws.com/my.bucket");
    }
    try (AwsClients aws = with(Map.of("AWS_DEFAULT_REGION", "cn-north-1"))) {
      assertThat(aws.bucketEndpoint("bucket"))
          .hasToString("https://bucket.s3.cn-north-1.amazonaws.com.cn");
    }
  }

  @Test
  void endpointOfAServiceGoesBeforeTheCommonOne() {
    Map<String, String> both =
        Map.of(
            "AWS_ENDPOINT_URL", "http://localhost:1",
            "AWS_ENDPOINT_URL_STS", "http://localhost:2",
            "AWS_ENDPOINT_URL_S3", "http://localhost:3/");
    try (AwsClients aws = with(both)) {
      assertThat(aws.ssmEndpoint()).hasToString("http://localhost:1");
      assertThat(aws.stsEndpoint()).hasToString("http://localhost:2");
      assertThat(aws.bucketEndpoint("bucket")).hasToString("http://localhost:3/bucket");
    }
  }
}
