package io.sagemakerssh.it.localaws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.it.localaws.messages.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * A local AWS for all tests of a class, register it as a static extension. Its clients are the
 * SDK's; they call once, so that a test sees the first answer.
 */
public final class TestAws implements BeforeAllCallback, AfterAllCallback {
  public static final String ACCOUNT = Users.ACCOUNT.number();
  public static final Region REGION = Region.of(Users.ACCOUNT.region());
  public static final String ROLE = Users.ROLE;
  public static final String ROLE_ARN = Users.ACCOUNT.role(ROLE);

  private final MovableClock clock = new MovableClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path directory;
  private LocalAws aws;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("local-aws");
    aws = LocalAws.start(directory, 0, 0, Timeouts.USUAL, clock);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    aws.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  public LocalAws aws() {
    return aws;
  }

  /** The local AWS's clock. */
  public MovableClock clock() {
    return clock;
  }

  public URI endpoint() {
    return aws.endpoint();
  }

  /** The long-lived credentials of {@code alice} or {@code bob}. */
  public AwsCredentialsProvider credentials(String user) {
    Map<String, String> variables = aws.environment(user);
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            variables.get(AwsVariables.AWS_ACCESS_KEY_ID),
            variables.get(AwsVariables.AWS_SECRET_ACCESS_KEY)));
  }

  /** A client of alice's, who may do everything. */
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, credentials("alice"));
  }

  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, AwsCredentialsProvider credentials) {
    ClientOverrideConfiguration once =
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .build();
    return builder
        .endpointOverride(endpoint())
        .region(REGION)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(once)
        .build();
  }

  public S3Client s3() {
    return client(S3Client.builder().forcePathStyle(true));
  }

  public SsmClient ssm() {
    return client(SsmClient.builder());
  }

  public SsmClient ssm(String user) {
    return client(SsmClient.builder(), credentials(user));
  }

  /** Sends a request as it is. */
  public HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** Expects that AWS refuses a call with a status and a code. */
  public static AbstractThrowableAssert<?, AwsServiceException> assertRefused(
      int status, String code, ThrowingCallable call) {
    return Assertions.assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.throwable(AwsServiceException.class))
        .satisfies(
            refused -> {
              Assertions.assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
              Assertions.assertThat(refused.statusCode()).isEqualTo(status);
            });
  }
}
