package io.sagemakerssh.it.localaws.s3;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sagemakerssh.it.localaws.TestAws;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "objects";
  private static S3Client s3;

  @BeforeAll
  static void createBucket() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  private static PutObjectResponse put(String key, String content) {
    return s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private static String get(String key) {
    return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a/b//c", " space +plus%25", "../up", "ä€😀", "a?b&c=d#e;f"})
  void keepsAnObjectUnderAnyKey(String key) {
    put(key, "content of " + key);

    assertThat(get(key)).isEqualTo("content of " + key);
    s3.deleteObject(b -> b.bucket(BUCKET).key(key));
    assertRefused(404, "NoSuchKey", () -> get(key)).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void keepsContentTypeAndMetadata() throws Exception {
    byte[] content = "hello".getBytes(UTF_8);
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PutObjectResponse put =
        s3.putObject(
            b ->
                b.bucket(BUCKET)
                    .key("typed")
                    .contentType("text/x-test")
                    .cacheControl("no-cache")
                    .metadata(Map.of("owner", "alice")),
            RequestBody.fromBytes(content));

    HeadObjectResponse head = s3.headObject(b -> b.bucket(BUCKET).key("typed"));

    assertThat(head.contentType()).isEqualTo("text/x-test");
    assertThat(head.cacheControl()).isEqualTo("no-cache");
    assertThat(head.metadata()).containsEntry("owner", "alice");
    assertThat(head.contentLength()).isEqualTo(content.length);
    assertThat(head.lastModified()).isAfterOrEqualTo(before);
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    assertThat(head.eTag()).isEqualTo('"' + md5 + '"').isEqualTo(put.eTag());
  }

  @Test
  void anEmptyObjectIsAnObject() {
    put("empty", "");

    assertThat(get("empty")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-2, 89, bytes 8-9/10",
    "bytes=8-99, 89, bytes 8-9/10",
    "bytes=-99, 0123456789, bytes 0-9/10"
  })
  void readsARange(String range, String expected, String contentRange) {
    put("digits", "0123456789");

    ResponseBytes<GetObjectResponse> part =
        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("digits").range(range));

    assertThat(part.asUtf8String()).isEqualTo(expected);
    assertThat(part.response().contentRange()).isEqualTo(contentRange);
    assertThat(part.response().sdkHttpResponse().statusCode()).isEqualTo(206);
  }

  @Test
  void refusesARangeBehindTheEnd() {
    put("digits", "0123456789");

    assertRefused(
        416,
        "InvalidRange",
        () -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("digits").range("bytes=10-")));
  }

  @Test
  void aRangeThatIsNoneIsPassedOver() {
    put("digits", "0123456789");

    assertThat(
            s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("digits").range("bytes=5-2"))
                .asUtf8String())
        .isEqualTo("0123456789");
  }

  @Test
  void readsOnlyOnConditions() {
    String etag = put("conditional", "one").eTag();
    Instant past = Instant.now().minusSeconds(3600);
    Instant future = Instant.now().plusSeconds(3600);

    assertThat(
            s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("conditional").ifMatch(etag))
                .asUtf8String())
        .isEqualTo("one");
    assertRefused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("conditional").ifMatch("\"other\"")));
    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("conditional").ifUnmodifiedSince(past)));
    assertStatus(
        304, () -> s3.headObject(b -> b.bucket(BUCKET).key("conditional").ifNoneMatch(etag)));
    assertStatus(
        304, () -> s3.headObject(b -> b.bucket(BUCKET).key("conditional").ifModifiedSince(future)));
  }

  @Test
  void writesOnlyOnConditions() {
    String etag = put("guarded", "one").eTag();

    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("guarded").ifNoneMatch("*"),
                RequestBody.fromString("two")));
    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("guarded").ifMatch("\"0\""),
                RequestBody.fromString("two")));
    assertRefused(
        404,
        "NoSuchKey",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("never").ifMatch(etag), RequestBody.fromString("two")));
    s3.putObject(
        b -> b.bucket(BUCKET).key("guarded").ifMatch(etag), RequestBody.fromString("three"));

    assertThat(get("guarded")).isEqualTo("three");
  }

  @Test
  void copiesAnObject() {
    s3.putObject(
        b -> b.bucket(BUCKET).key("from/a b").metadata(Map.of("k", "v")),
        RequestBody.fromString("copied"));

    s3.copyObject(
        b ->
            b.sourceBucket(BUCKET)
                .sourceKey("from/a b")
                .destinationBucket(BUCKET)
                .destinationKey("to"));
    s3.copyObject(
        b ->
            b.sourceBucket(BUCKET)
                .sourceKey("from/a b")
                .destinationBucket(BUCKET)
                .destinationKey("bare")
                .metadataDirective(MetadataDirective.REPLACE));

    assertThat(get("to")).isEqualTo("copied");
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("to")).metadata()).containsEntry("k", "v");
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("bare")).metadata()).isEmpty();
    assertRefused(
        404,
        "NoSuchKey",
        () ->
            s3.copyObject(
                b ->
                    b.sourceBucket(BUCKET)
                        .sourceKey("nothing")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")));
  }

  @Test
  void refusesAContentWithAnotherDigest() throws Exception {
    String md5OfOther =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("MD5").digest("other".getBytes(UTF_8)));
    String sha256OfOther =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest("other".getBytes(UTF_8)));

    assertRefused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("digest").contentMD5(md5OfOther),
                RequestBody.fromString("this")));
    assertRefused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("digest").checksumSHA256(sha256OfOther),
                RequestBody.fromString("this")));
    assertRefused(
        400,
        "InvalidDigest",
        () ->
            s3.putObject(
                b -> b.bucket(BUCKET).key("digest").contentMD5("not base64"),
                RequestBody.fromString("this")));
    assertRefused(404, "NoSuchKey", () -> get("digest"));
  }

  @Test
  void keepsTheChecksumThatCameBehindTheContent() {
    put("checked", "content");

    GetObjectResponse got =
        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("checked").checksumMode(ChecksumMode.ENABLED))
            .response();

    CRC32 crc = new CRC32();
    crc.update("content".getBytes(UTF_8));
    byte[] expected = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    assertThat(got.checksumCRC32()).isEqualTo(Base64.getEncoder().encodeToString(expected));
  }

  @Test
  void deletingIsIdempotentAndManyAtOnceTellsEach() {
    put("one", "1");
    put("two", "2");

    List<ObjectIdentifier> keys =
        Stream.of("one", "two", "absent")
            .map(key -> ObjectIdentifier.builder().key(key).build())
            .toList();

    assertThat(s3.deleteObjects(b -> b.bucket(BUCKET).delete(d -> d.objects(keys))).deleted())
        .extracting("key")
        .containsExactlyInAnyOrder("one", "two", "absent");
    s3.deleteObject(b -> b.bucket(BUCKET).key("absent"));
    assertRefused(404, "NoSuchKey", () -> get("one"));
  }

  private static void assertStatus(int status, ThrowingCallable call) {
    assertThat(catchThrowableOfType(S3Exception.class, call))
        .extracting(S3Exception::statusCode)
        .isEqualTo(status);
  }
}
