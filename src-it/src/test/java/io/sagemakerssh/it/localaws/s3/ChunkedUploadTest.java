package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.SignedHttp;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** Bodies in signed chunks, with checksums behind them: how the SDK and the AWS CLI upload. */
class ChunkedUploadTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "chunked";
  private static final byte[] CONTENT = new byte[200_000];
  private static S3Client s3;

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @BeforeAll
  static void createBucket() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  /** What the SDK sends, taken down. */
  private static final class Sent implements ExecutionInterceptor {
    private final List<String> encodings = new ArrayList<>();

    @Override
    public void beforeTransmission(BeforeTransmission context, ExecutionAttributes attributes) {
      context.httpRequest().firstMatchingHeader("x-amz-content-sha256").ifPresent(encodings::add);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "SHA1", "SHA256"})
  void takesTheSdksChunksWithAnyChecksum(ChecksumAlgorithm algorithm) {
    Sent sent = new Sent();
    S3Client watched =
        AWS.client(
            S3Client.builder()
                .forcePathStyle(true)
                .overrideConfiguration(o -> o.addExecutionInterceptor(sent)));
    String key = algorithm.toString().toLowerCase(Locale.ROOT);

    watched.putObject(
        b -> b.bucket(BUCKET).key(key).checksumAlgorithm(algorithm),
        RequestBody.fromBytes(CONTENT));

    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArray())
        .isEqualTo(CONTENT);
    assertThat(sent.encodings).containsExactly("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
  }

  @Test
  void takesSignedChunks() throws Exception {
    HttpResponse<byte[]> answer = AWS.send(chunked("signed", body -> body));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("signed")).asByteArray())
        .isEqualTo(CONTENT);
  }

  @Test
  void refusesAChangedByteInAChunk() throws Exception {
    HttpResponse<byte[]> answer =
        AWS.send(
            chunked(
                "changed",
                body -> {
                  body[body.length / 2] ^= 1;
                  return body;
                }));

    assertRefused(answer, 403, "SignatureDoesNotMatch");
    assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("changed")).contents()).isEmpty();
  }

  @Test
  void refusesAChangedChecksumBehindTheContent() throws Exception {
    HttpResponse<byte[]> answer =
        AWS.send(
            chunked(
                "trailer",
                body -> {
                  String text = new String(body, ISO_8859_1);
                  int at = text.indexOf("x-amz-checksum-crc32:") + "x-amz-checksum-crc32:".length();
                  body[at] = (byte) (body[at] == 'A' ? 'B' : 'A');
                  return body;
                }));

    assertRefused(answer, 403, "SignatureDoesNotMatch");
  }

  @Test
  void refusesABodyShorterThanTheLengthThatIsSigned() throws Exception {
    HttpResponse<byte[]> answer =
        AWS.send(chunked("short", body -> Arrays.copyOf(body, body.length - 300)));

    assertRefused(answer, 403, "SignatureDoesNotMatch");
    assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("short")).contents()).isEmpty();
  }

  @Test
  void refusesABodyThatIsNotTheSignedOne() throws Exception {
    SignedHttp asAlice =
        new SignedHttp(AWS.credentials("alice").resolveCredentials(), "s3", AWS.clock());
    HttpRequest request =
        asAlice
            .request("PUT", uri("other"), Map.of(), "signed".getBytes(UTF_8))
            .PUT(BodyPublishers.ofString("sent  "))
            .build();

    assertRefused(AWS.send(request), 400, "XAmzContentSHA256Mismatch");
  }

  private static URI uri(String key) {
    return AWS.endpoint().resolve("/" + BUCKET + "/" + key);
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(new String(answer.body(), UTF_8)).contains("<Code>" + code + "</Code>");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private interface Tampering {
    byte[] tamper(byte[] body);
  }

  private static HttpRequest chunked(String key, Tampering tampering) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(uri(key))
            .putHeader("Content-Length", Integer.toString(CONTENT.length))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(
                            (AwsCredentialsIdentity) AWS.credentials("alice").resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(CONTENT))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestAws.REGION.id())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(
                            AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM,
                            DefaultChecksumAlgorithm.CRC32)
                        .putProperty(HttpSigner.SIGNING_CLOCK, AWS.clock()));
    byte[] body;
    try (InputStream stream = signed.payload().orElseThrow().newStream()) {
      body = stream.readAllBytes();
    }
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(key));
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!List.of("host", "content-length").contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, String.join(",", values));
              }
            });
    return builder.PUT(BodyPublishers.ofByteArray(tampering.tamper(body))).build();
  }
}
