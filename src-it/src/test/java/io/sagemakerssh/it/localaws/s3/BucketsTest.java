package io.sagemakerssh.it.localaws.s3;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.it.localaws.SignedHttp;
import io.sagemakerssh.it.localaws.TestAws;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

class BucketsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private final S3Client s3 = AWS.s3();

  @Test
  void aBucketIsThereUntilItIsDeleted() {
    s3.createBucket(b -> b.bucket("short-lived"));

    assertThat(s3.headBucket(b -> b.bucket("short-lived")).bucketRegion()).isEqualTo("us-east-1");
    assertThat(s3.listBuckets().buckets()).extracting("name").contains("short-lived");
    assertThat(s3.getBucketLocation(b -> b.bucket("short-lived")).locationConstraintAsString())
        .isNullOrEmpty();

    s3.deleteBucket(b -> b.bucket("short-lived"));
    assertThatThrownBy(() -> s3.headBucket(b -> b.bucket("short-lived")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void aBucketWithObjectsIsNotDeleted() {
    s3.createBucket(b -> b.bucket("full"));
    s3.putObject(b -> b.bucket("full").key("k"), RequestBody.fromString("v"));

    assertRefused(409, "BucketNotEmpty", () -> s3.deleteBucket(b -> b.bucket("full")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "un_der", "a", "-dash", "192.168.0.1", "two..dots"})
  void refusesANameThatIsNone(String name) throws Exception {
    SignedHttp asAlice =
        new SignedHttp(AWS.credentials("alice").resolveCredentials(), "s3", Clock.systemUTC());

    HttpResponse<byte[]> answer =
        AWS.send(
            asAlice
                .request("PUT", AWS.endpoint().resolve("/" + name), Map.of(), new byte[0])
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("<Code>InvalidBucketName</Code>");
  }

  @Test
  void everyCallNamesTheMissingBucket() {
    assertRefused(404, "NoSuchBucket", () -> s3.listObjectsV2(b -> b.bucket("absent")));
    assertRefused(404, "NoSuchBucket", () -> s3.getObjectAsBytes(b -> b.bucket("absent").key("k")));
    assertRefused(
        404,
        "NoSuchBucket",
        () -> s3.putObject(b -> b.bucket("absent").key("k"), RequestBody.fromString("v")));
  }

  @Test
  void whoMayNotListDoesNotLearnWhichKeysAreMissing() {
    s3.createBucket(b -> b.bucket("private"));
    AWS.aws().faults().deny("bob", "s3:ListBucket");
    S3Client bob = AWS.client(S3Client.builder().forcePathStyle(true), AWS.credentials("bob"));

    try {
      assertRefused(
          403, "AccessDenied", () -> bob.getObjectAsBytes(b -> b.bucket("private").key("absent")));
    } finally {
      AWS.aws().faults().allow("bob", "s3:ListBucket");
    }
  }

  @Test
  void saysWhatItDoesNotImplement() {
    s3.createBucket(b -> b.bucket("plain"));

    assertRefused(501, "NotImplemented", () -> s3.getBucketVersioning(b -> b.bucket("plain")));
  }
}
