package io.sagemakerssh.remote.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Credentials of a managed instance, traps of PROTOCOL part F by their numbers. */
class RoleCredentialsTest {
  private static final Instant START = Instant.parse("2025-01-02T03:04:05Z");
  private static KeyPair keys;

  private FakeSsm ssm;
  private final FakeTime clock = new FakeTime(START);
  private RoleCredentials credentials;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  @BeforeEach
  void start() throws IOException {
    ssm = new FakeSsm();
    ManagedInstance instance =
        new ManagedInstance("mi-1", "eu-west-1", keys.getPrivate(), "finger", Map.of());
    credentials = new RoleCredentials(ssm.clients(), instance, clock);
  }

  @AfterEach
  void stop() {
    ssm.close();
  }

  private static String token(String accessKey, Instant expiry) {
    return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"TokenExpirationDate\":%d.0,\"UpdateKeyPair\":false}"
        .formatted(accessKey, expiry.getEpochSecond());
  }

  private void answer(String accessKey, Instant expiry) {
    ssm.answer(FakeSsm.ROLE_TOKEN, 200, token(accessKey, expiry));
  }

  private String accessKey() {
    return credentials.resolveCredentials().accessKeyId();
  }

  private int calls() {
    return ssm.requests(FakeSsm.ROLE_TOKEN).size();
  }

  @Test
  void givesWhatSsmGave() {
    answer("A1", START.plusSeconds(3600));

    assertThat(credentials.resolveCredentials())
        .isEqualTo(AwsSessionCredentials.create("A1", "s", "t"));
    assertThat(ssm.requests(FakeSsm.ROLE_TOKEN).get(0).json().get("Fingerprint").getAsString())
        .isEqualTo("finger");
  }

  @Test
  void trap27And41SignatureHoldsAgainstTheRequestAsReceived() throws Exception {
    answer("A1", START.plusSeconds(3600));
    accessKey();

    FakeSsm.Request request = ssm.requests(FakeSsm.ROLE_TOKEN).get(0);
    Map<String, String> headers = request.headers();
    Matcher authorization =
        Pattern.compile(
                "AWS4-HMAC-SHA256 Credential=mi-1/20250102/eu-west-1/ssm/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=(.+)")
            .matcher(headers.get("authorization"));
    assertThat(authorization.matches()).isTrue();
    URI uri = ssm.uri();
    assertThat(headers.get("host")).isEqualTo(uri.getHost() + ":" + uri.getPort());
    String canonical =
        "POST\n/\n\ncontent-type:"
            + headers.get("content-type")
            + "\nhost:"
            + headers.get("host")
            + "\nx-amz-date:"
            + headers.get("x-amz-date")
            + "\nx-amz-target:AmazonSSM.RequestManagedInstanceRoleToken\n\n"
            + "content-type;host;x-amz-date;x-amz-target\n"
            + hash(request.body());
    String toSign =
        "AWS4-HMAC-SHA256\n20250102T030405Z\n20250102/eu-west-1/ssm/aws4_request\n"
            + hash(canonical);
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    verifier.initVerify(keys.getPublic());
    verifier.update(toSign.getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getDecoder().decode(authorization.group(1)))).isTrue();
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void asksAgainAtHalfOfTheLife() {
    answer("A1", START.plusSeconds(3600));
    answer("A2", START.plusSeconds(7200));

    assertThat(accessKey()).isEqualTo("A1");
    clock.set(START.plusSeconds(1799));
    assertThat(accessKey()).isEqualTo("A1");
    assertThat(calls()).isEqualTo(1);
    clock.set(START.plusSeconds(1800));
    assertThat(accessKey()).isEqualTo("A2");
  }

  @Test
  void oldCredentialsServeToTheirEndWhileSsmFails() {
    answer("A1", START.plusSeconds(3600));
    accessKey();
    ssm.refuse(FakeSsm.ROLE_TOKEN, 500, "InternalServerError", "later");

    clock.set(START.plusSeconds(1800));
    assertThat(accessKey()).isEqualTo("A1");
    assertThat(accessKey()).isEqualTo("A1");
    assertThat(calls()).as("not asked again at once").isEqualTo(2);

    clock.set(START.plus(Duration.ofHours(1)));
    assertThatThrownBy(this::accessKey).isInstanceOf(UserError.class);
  }

  @Test
  void incompleteTokenIsRefused() {
    ssm.answer(FakeSsm.ROLE_TOKEN, 200, "{\"AccessKeyId\":\"A1\",\"TokenExpirationDate\":1}");

    assertThatThrownBy(this::accessKey).isInstanceOf(UserError.class);
  }
}
