package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed by the SDK, and what is wrong with some. */
class SigV4VerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String ROLE = "arn:aws:iam::123456789012:role/service-role/R";

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final CredentialStore credentials = new CredentialStore(clock);
  private final SigV4Verifier verifier = new SigV4Verifier(credentials, "us-east-1", clock);
  private final AwsCredentialsIdentity alice = AwsCredentialsIdentity.create("AKIA1", "secret");

  SigV4VerifierTest() {
    credentials.addUser("123456789012", "alice", "AIDA1", "AKIA1", "secret");
    credentials.addRole(new Role(ROLE, "AROA1", Set.of()));
  }

  private static SignedRequest sign(
      AwsCredentialsIdentity identity,
      String service,
      String uri,
      byte[] body,
      Instant when,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(body.length == 0 ? SdkHttpMethod.GET : SdkHttpMethod.PUT)
            .uri(URI.create(uri))
            .putHeader("Content-Length", Integer.toString(body.length))
            .build();
    software.amazon.awssdk.http.auth.spi.signer.SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                builder -> {
                  builder
                      .identity(identity)
                      .request(request)
                      .payload(ContentStreamProvider.fromByteArray(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                      .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC));
                  more.accept(builder);
                });
    return received(signed);
  }

  private static SignedRequest received(
      software.amazon.awssdk.http.auth.spi.signer.SignedRequest signed) {
    Map<String, List<String>> headers = new HashMap<>();
    signed
        .request()
        .headers()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    URI uri = signed.request().getUri();
    byte[] sent =
        signed.payload().map(payload -> bytes(payload.newStream())).orElseGet(() -> new byte[0]);
    return new SignedRequest(
        signed.request().method().name(),
        uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        headers,
        sent);
  }

  private static byte[] bytes(InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static SignedRequest sign(
      AwsCredentialsIdentity identity, String service, String uri, byte[] body) {
    return sign(identity, service, uri, body, NOW, builder -> {});
  }

  private void assertRefused(SignedRequest request, String service, Reason reason) {
    assertThatThrownBy(() -> verifier.verify(request, service))
        .isInstanceOfSatisfying(
            AuthenticationFailure.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/",
        "http://127.0.0.1/v1/data-channel/alice-0a1b?role=publish_subscribe",
        "http://localhost/a%20b/c%3Dd?x=%2F%20y&a=2&a=1&empty"
      })
  void pathsAndQueriesAreEncodedTwice(String uri) {
    assertThat(verifier.verify(sign(alice, "ssm", uri, new byte[0]), "ssm").caller().userId())
        .isEqualTo("AIDA1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/bucket/key%20with%20blanks/%C3%BC%2B%281%29%27%2A",
        "http://127.0.0.1/bucket/a//b/../c?uploads&prefix=a%2Fb"
      })
  void s3KeysAreEncodedOnceAndNotNormalised(String uri) {
    SignedRequest request =
        sign(
            alice,
            "s3",
            uri,
            "body".getBytes(UTF_8),
            NOW,
            builder ->
                builder
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false));

    assertThat(verifier.verify(request, "s3").body()).asString().isEqualTo("body");
  }

  @Test
  void chunksWithATrailingChecksumAreDecoded() {
    byte[] body = "some bytes, more than nothing".repeat(5000).getBytes(UTF_8);
    SignedRequest request =
        sign(
            alice,
            "s3",
            "http://127.0.0.1/bucket/key",
            body,
            NOW,
            builder ->
                builder
                    .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(
                        AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.SHA256));

    Authenticated authenticated = verifier.verify(request, "s3");

    assertThat(request.header("x-amz-content-sha256"))
        .contains("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
    assertThat(authenticated.body()).isEqualTo(body);
    assertThat(authenticated.trailers()).containsKey("x-amz-checksum-sha256");
  }

  @Test
  void presignedUrlHoldsUntilItExpires() {
    SignedRequest request =
        sign(
            alice,
            "s3",
            "http://127.0.0.1/bucket/key",
            new byte[0],
            NOW.minusSeconds(60),
            builder ->
                builder
                    .putProperty(
                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(59))
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false));

    assertRefused(request, "s3", Reason.EXPIRED_URL);
  }

  @Test
  void wrongSecret() {
    AwsCredentialsIdentity wrong = AwsCredentialsIdentity.create("AKIA1", "other");

    assertRefused(sign(wrong, "ssm", "http://127.0.0.1/", new byte[0]), "ssm", Reason.SIGNATURE);
  }

  @Test
  void unknownKey() {
    AwsCredentialsIdentity unknown = AwsCredentialsIdentity.create("AKIA2", "secret");

    assertRefused(
        sign(unknown, "ssm", "http://127.0.0.1/", new byte[0]), "ssm", Reason.UNKNOWN_KEY);
  }

  @Test
  void changedBody() {
    SignedRequest signed = sign(alice, "ssm", "http://127.0.0.1/", "{\"a\":1}".getBytes(UTF_8));
    byte[] changed = Arrays.copyOf(signed.body(), signed.body().length);
    changed[5] = '2';
    SignedRequest request =
        new SignedRequest(
            signed.method(), signed.rawPath(), signed.rawQuery(), signed.headers(), changed);

    assertRefused(request, "ssm", Reason.SIGNATURE);
  }

  @Test
  void anS3BodyMustMatchItsStatedHash() {
    SignedRequest signed = sign(alice, "s3", "http://127.0.0.1/bucket/key", "body".getBytes(UTF_8));
    SignedRequest request =
        new SignedRequest(
            signed.method(),
            signed.rawPath(),
            signed.rawQuery(),
            signed.headers(),
            "evil".getBytes(UTF_8));

    assertRefused(request, "s3", Reason.PAYLOAD);
  }

  @Test
  void anS3HeaderThatIsNotSignedIsRefused() {
    SignedRequest signed = sign(alice, "s3", "http://127.0.0.1/bucket/key", "body".getBytes(UTF_8));
    Map<String, List<String>> headers = new HashMap<>(signed.headers());
    headers.put("x-amz-acl", List.of("public-read"));
    SignedRequest request =
        new SignedRequest(
            signed.method(), signed.rawPath(), signed.rawQuery(), headers, signed.body());

    assertRefused(request, "s3", Reason.SIGNATURE);
  }

  @Test
  void clocksMayDifferByFiveMinutesButInS3ByFifteen() {
    Instant sixMinutesAgo = NOW.minusSeconds(360);
    SignedRequest ssm =
        sign(alice, "ssm", "http://127.0.0.1/", new byte[0], sixMinutesAgo, builder -> {});
    SignedRequest s3 =
        sign(alice, "s3", "http://127.0.0.1/b", new byte[0], sixMinutesAgo, builder -> {});
    SignedRequest late =
        sign(alice, "s3", "http://127.0.0.1/b", new byte[0], NOW.minusSeconds(901), builder -> {});

    assertRefused(ssm, "ssm", Reason.CLOCK_SKEW);
    assertThat(verifier.verify(s3, "s3").caller().accessKeyId()).isEqualTo("AKIA1");
    assertRefused(late, "s3", Reason.CLOCK_SKEW);
  }

  @Test
  void anotherServiceOrRegion() {
    assertRefused(sign(alice, "s3", "http://127.0.0.1/", new byte[0]), "ssm", Reason.WRONG_SCOPE);
    assertRefused(
        sign(
            alice,
            "ssm",
            "http://127.0.0.1/",
            new byte[0],
            NOW,
            builder -> builder.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")),
        "ssm",
        Reason.WRONG_SCOPE);
  }

  @Test
  void temporaryCredentialsNeedTheirTokenAndEnd() {
    Credentials issued = credentials.issue(ROLE, "mi-1", Duration.ofHours(1));
    AwsCredentialsIdentity right =
        AwsSessionCredentialsIdentity.create(
            issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    AwsCredentialsIdentity without =
        AwsCredentialsIdentity.create(issued.accessKeyId(), issued.secretAccessKey());

    Caller caller =
        verifier.verify(sign(right, "ssm", "http://127.0.0.1/", new byte[0]), "ssm").caller();

    assertThat(caller.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/R/mi-1");
    assertThat(caller.userId()).isEqualTo("AROA1:mi-1");
    assertRefused(
        sign(without, "ssm", "http://127.0.0.1/", new byte[0]), "ssm", Reason.WRONG_TOKEN);
    assertThat(credentials.expire(ROLE)).isEqualTo(1);
    assertRefused(
        sign(right, "ssm", "http://127.0.0.1/", new byte[0]), "ssm", Reason.EXPIRED_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YWxpY2U6cHc=",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=AKIA1/20260102/us-east-1/ssm, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=AKIA1/20260102/us-east-1/ssm/aws4_request, Signature=0",
        "AWS4-HMAC-SHA256 Credential=AKIA1/20260102/us-east-1/ssm/aws4_request,"
            + " SignedHeaders=x-amz-date, Signature=0"
      })
  void headersThatCannotBeRead(String authorization) {
    SignedRequest request =
        new SignedRequest(
            "GET",
            "/",
            "",
            Requests.headers(
                "host", "h", "x-amz-date", "20260102T030405Z", "authorization", authorization),
            new byte[0]);

    assertRefused(request, "ssm", Reason.MALFORMED);
  }

  @Test
  void nothingSigned() {
    assertRefused(new SignedRequest("GET", "/", "", Map.of(), new byte[0]), "ssm", Reason.MISSING);
  }
}
