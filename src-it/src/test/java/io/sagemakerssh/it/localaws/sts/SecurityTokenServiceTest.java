package io.sagemakerssh.it.localaws.sts;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.SignedHttp;
import io.sagemakerssh.it.localaws.TestAws;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class SecurityTokenServiceTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private final StsClient sts = AWS.client(StsClient.builder());

  private static StsClient as(AwsBasicCredentials credentials) {
    return AWS.client(StsClient.builder(), StaticCredentialsProvider.create(credentials));
  }

  private static StsClient as(Credentials given, String token) {
    return AWS.client(
        StsClient.builder(),
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), token)));
  }

  private AssumeRoleResponse assume(Duration lifetime) {
    return sts.assumeRole(
        b ->
            b.roleArn(TestAws.ROLE_ARN)
                .roleSessionName("tester")
                .durationSeconds((int) lifetime.toSeconds()));
  }

  @Test
  void tellsWhoCalls() {
    GetCallerIdentityResponse alice = sts.getCallerIdentity();
    GetCallerIdentityResponse bob =
        AWS.client(StsClient.builder(), AWS.credentials("bob")).getCallerIdentity();

    assertThat(alice.arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(alice.account()).isEqualTo("123456789012");
    assertThat(alice.userId()).startsWith("AIDA").isNotEqualTo(bob.userId());
    assertThat(bob.arn()).isEqualTo("arn:aws:iam::123456789012:user/bob");
  }

  @Test
  void makesTheCallerARole() {
    AssumeRoleResponse assumed = assume(Duration.ofHours(1));
    Credentials given = assumed.credentials();

    GetCallerIdentityResponse who = as(given, given.sessionToken()).getCallerIdentity();

    assertThat(who.arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/SageMakerRole/tester")
        .isEqualTo(assumed.assumedRoleUser().arn());
    assertThat(who.userId())
        .startsWith("AROA")
        .endsWith(":tester")
        .isEqualTo(assumed.assumedRoleUser().assumedRoleId());
    assertThat(given.accessKeyId()).startsWith("ASIA");
    assertThat(Duration.between(Instant.now(), given.expiration()).toMinutes()).isBetween(58L, 60L);
  }

  @Test
  void refusesARoleThatDoesNotTrustTheCallerLikeOneThatIsNot() {
    StsClient bob = AWS.client(StsClient.builder(), AWS.credentials("bob"));

    assertRefused(
            403,
            "AccessDenied",
            () -> bob.assumeRole(b -> b.roleArn(TestAws.ROLE_ARN).roleSessionName("bob")))
        .hasMessageContaining("is not authorized to perform: sts:AssumeRole");
    assertRefused(
        403,
        "AccessDenied",
        () ->
            sts.assumeRole(
                b -> b.roleArn("arn:aws:iam::123456789012:role/absent").roleSessionName("alice")));
  }

  @Test
  void checksTheRequest() {
    assertRefused(400, "ValidationError", () -> assume(Duration.ofMinutes(1)));
    assertRefused(400, "ValidationError", () -> assume(Duration.ofHours(13)));
    assertRefused(
        400,
        "ValidationError",
        () -> sts.assumeRole(b -> b.roleArn(TestAws.ROLE_ARN).roleSessionName("not a name")));
    assertRefused(400, "ValidationError", () -> sts.assumeRole(b -> b.roleArn(TestAws.ROLE_ARN)));
  }

  @Test
  void theTokenExpires() {
    Credentials given = assume(Duration.ofMinutes(15)).credentials();
    StsClient role = as(given, given.sessionToken());
    role.getCallerIdentity();

    AWS.aws().faults().expireCredentials(TestAws.ROLE);

    assertRefused(403, "ExpiredToken", role::getCallerIdentity);
  }

  @Test
  void temporaryCredentialsNeedTheirOwnToken() {
    Credentials one = assume(Duration.ofMinutes(15)).credentials();
    Credentials other = assume(Duration.ofMinutes(15)).credentials();

    assertRefused(
        403, "InvalidClientTokenId", () -> as(one, other.sessionToken()).getCallerIdentity());
    assertRefused(
        403,
        "InvalidClientTokenId",
        () ->
            as(AwsBasicCredentials.create(one.accessKeyId(), one.secretAccessKey()))
                .getCallerIdentity());
  }

  @Test
  void refusesWhoCannotProveWhoTheyAre() {
    String alicesKey = AWS.credentials("alice").resolveCredentials().accessKeyId();

    assertRefused(
        403,
        "InvalidClientTokenId",
        () -> as(AwsBasicCredentials.create("AKIANOBODY", "secret")).getCallerIdentity());
    assertRefused(
        403,
        "SignatureDoesNotMatch",
        () -> as(AwsBasicCredentials.create(alicesKey, "wrong")).getCallerIdentity());
    assertRefused(
        403,
        "MissingAuthenticationToken",
        () ->
            AWS.client(StsClient.builder(), AnonymousCredentialsProvider.create())
                .getCallerIdentity());
  }

  @Test
  void refusesAClockThatIsFarOffAndTellsTheTime() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    HttpResponse<byte[]> answer =
        AWS.send(identity(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20))));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body(), UTF_8))
        .contains("<Code>SignatureDoesNotMatch</Code>", "Signature expired");
    Instant told =
        Instant.from(RFC_1123_DATE_TIME.parse(answer.headers().firstValue("Date").orElseThrow()));
    assertThat(told).isBetween(before, Instant.now());
    assertThat(
            AWS.send(identity(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-4))))
                .statusCode())
        .isEqualTo(200);
  }

  private static HttpRequest identity(Clock clock) {
    return new SignedHttp(AWS.credentials("alice").resolveCredentials(), "sts", clock)
        .request(
            "POST",
            AWS.endpoint().resolve("/"),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8))
        .build();
  }

  @Test
  void refusesAnUnknownOperation() throws Exception {
    SignedHttp asAlice =
        new SignedHttp(AWS.credentials("alice").resolveCredentials(), "sts", Clock.systemUTC());
    HttpResponse<byte[]> answer =
        AWS.send(
            asAlice
                .request(
                    "POST",
                    AWS.endpoint().resolve("/"),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "Action=AssumeNothing&Version=2011-06-15".getBytes(UTF_8))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("InvalidAction");
  }
}
