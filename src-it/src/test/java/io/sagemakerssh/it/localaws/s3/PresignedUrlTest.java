package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class PresignedUrlTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "presigned";
  private static S3Client s3;
  private final S3Presigner presigner =
      S3Presigner.builder()
          .endpointOverride(AWS.endpoint())
          .region(TestAws.REGION)
          .credentialsProvider(AWS.credentials("alice"))
          .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
          .build();

  @BeforeAll
  static void fill() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
    s3.putObject(b -> b.bucket(BUCKET).key("a/b c"), RequestBody.fromString("secret"));
  }

  @AfterEach
  void backToNow() {
    AWS.clock().reset();
  }

  private URI toGet(Duration valid) {
    return URI.create(
        presigner
            .presignGetObject(
                p ->
                    p.signatureDuration(valid).getObjectRequest(g -> g.bucket(BUCKET).key("a/b c")))
            .url()
            .toString());
  }

  private static HttpResponse<byte[]> get(URI uri) throws IOException {
    return AWS.send(HttpRequest.newBuilder(uri).build());
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new String(answer.body(), UTF_8)).contains("<Code>" + code + "</Code>");
  }

  @Test
  void readsWithoutCredentials() throws Exception {
    HttpResponse<byte[]> answer = get(toGet(Duration.ofMinutes(5)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("secret");
  }

  @Test
  void writesWithoutCredentials() throws Exception {
    URI uri =
        URI.create(
            presigner
                .presignPutObject(
                    p ->
                        p.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(o -> o.bucket(BUCKET).key("put")))
                .url()
                .toString());

    HttpResponse<byte[]> answer =
        AWS.send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString("from outside")).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("put")).asUtf8String())
        .isEqualTo("from outside");
  }

  @Test
  void expires() throws Exception {
    URI uri = toGet(Duration.ofMinutes(20));
    AWS.clock().advance(Duration.ofMinutes(19));
    assertThat(get(uri).statusCode()).isEqualTo(200);

    AWS.clock().advance(Duration.ofMinutes(2));

    assertRefused(get(uri), 403, "AccessDenied");
  }

  @Test
  void isGoodForItsKeyAndMethodOnly() throws Exception {
    URI uri = toGet(Duration.ofMinutes(5));

    assertRefused(
        get(URI.create(uri.toString().replace("a/b", "a/x"))), 403, "SignatureDoesNotMatch");
    assertRefused(
        AWS.send(HttpRequest.newBuilder(uri).DELETE().build()), 403, "SignatureDoesNotMatch");
    assertRefused(
        get(URI.create(uri.toString().replace("X-Amz-Expires=300", "X-Amz-Expires=900"))),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void withoutASignatureNothingIsPublic() throws Exception {
    URI uri = toGet(Duration.ofMinutes(5));

    assertRefused(
        get(URI.create(uri.toString().substring(0, uri.toString().indexOf('?')))),
        403,
        "AccessDenied");
  }
}
