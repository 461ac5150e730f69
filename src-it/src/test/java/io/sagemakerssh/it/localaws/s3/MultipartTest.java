package io.sagemakerssh.it.localaws.s3;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

class MultipartTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "multipart";
  private static final int SMALLEST_PART = 5 << 20;
  private static S3Client s3;

  @BeforeAll
  static void createBucket() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  private static String begin(String key) {
    return s3.createMultipartUpload(b -> b.bucket(BUCKET).key(key).contentType("text/x-big"))
        .uploadId();
  }

  private static CompletedPart upload(String key, String id, int number, byte[] content) {
    String etag =
        s3.uploadPart(
                b -> b.bucket(BUCKET).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private static CompleteMultipartUploadResponse complete(
      String key, String id, CompletedPart... parts) {
    return s3.completeMultipartUpload(
        b -> b.bucket(BUCKET).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void joinsPartsInTheOrderOfTheirNumbers() throws Exception {
    byte[] first = random(1, SMALLEST_PART);
    byte[] last = random(2, 1000);
    String id = begin("joined");
    CompletedPart two = upload("joined", id, 7, last);
    CompletedPart one = upload("joined", id, 2, first);

    CompleteMultipartUploadResponse completed = complete("joined", id, one, two);

    byte[] whole = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("joined")).asByteArray();
    assertThat(whole).startsWith(first).endsWith(last).hasSize(SMALLEST_PART + 1000);
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("joined")).contentType())
        .isEqualTo("text/x-big");
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] ofFirst = MessageDigest.getInstance("MD5").digest(first);
    md5.update(ofFirst);
    md5.update(MessageDigest.getInstance("MD5").digest(last));
    assertThat(completed.eTag())
        .isEqualTo('"' + HexFormat.of().formatHex(md5.digest()) + "-2" + '"');
    assertRefused(404, "NoSuchUpload", () -> complete("joined", id, one, two));
  }

  @Test
  void refusesASmallPartThatIsNotTheLast() {
    String id = begin("small");
    CompletedPart one = upload("small", id, 1, random(1, 100));
    CompletedPart two = upload("small", id, 2, random(2, 100));

    assertRefused(400, "EntityTooSmall", () -> complete("small", id, one, two));
    complete("small", id, one);
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("small")).contentLength()).isEqualTo(100);
  }

  @Test
  void refusesPartsThatAreNotItsOwnOrOutOfOrder() {
    String id = begin("order");
    CompletedPart one = upload("order", id, 1, random(1, SMALLEST_PART));
    CompletedPart two = upload("order", id, 2, random(2, 100));
    CompletedPart wrong = two.toBuilder().eTag("\"00000000000000000000000000000000\"").build();

    assertRefused(400, "InvalidPartOrder", () -> complete("order", id, two, one));
    assertRefused(400, "InvalidPart", () -> complete("order", id, one, wrong));
    assertRefused(
        400,
        "InvalidPart",
        () -> complete("order", id, one, two.toBuilder().partNumber(3).build()));
    complete("order", id, one, two);
  }

  @Test
  void aPartIsReplacedByALaterOneOfItsNumber() {
    String id = begin("replaced");
    upload("replaced", id, 1, random(1, 100));
    byte[] better = random(2, 50);
    CompletedPart one = upload("replaced", id, 1, better);

    complete("replaced", id, one);

    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("replaced")).asByteArray())
        .isEqualTo(better);
  }

  @Test
  void listsPartsByPage() {
    String id = begin("listed");
    for (int number : List.of(1, 3, 5)) {
      upload("listed", id, number, random(number, number));
    }

    var first = s3.listParts(b -> b.bucket(BUCKET).key("listed").uploadId(id).maxParts(2));
    var second =
        s3.listParts(
            b ->
                b.bucket(BUCKET)
                    .key("listed")
                    .uploadId(id)
                    .partNumberMarker(first.nextPartNumberMarker()));

    assertThat(first.parts()).extracting(Part::partNumber).containsExactly(1, 3);
    assertThat(first.isTruncated()).isTrue();
    assertThat(second.parts()).extracting(Part::partNumber).containsExactly(5);
    assertThat(second.isTruncated()).isFalse();
  }

  @Test
  void abortedIsGone() {
    String id = begin("aborted");
    upload("aborted", id, 1, random(1, 10));

    s3.abortMultipartUpload(b -> b.bucket(BUCKET).key("aborted").uploadId(id));

    assertRefused(404, "NoSuchUpload", () -> upload("aborted", id, 2, random(2, 10)));
    assertRefused(
        404, "NoSuchKey", () -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("aborted")));
  }

  @Test
  void refusesAPartNumberOutOfBounds() {
    String id = begin("bounds");

    assertRefused(400, "InvalidArgument", () -> upload("bounds", id, 10_001, random(1, 10)));
    assertRefused(400, "InvalidArgument", () -> upload("bounds", id, 0, random(1, 10)));
  }

  @Test
  void copiesAPartOfAnotherObject() {
    s3.putObject(b -> b.bucket(BUCKET).key("source"), RequestBody.fromString("0123456789"));
    String id = begin("copied");
    String etag =
        s3.uploadPartCopy(
                b ->
                    b.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .copySourceRange("bytes=2-5")
                        .destinationBucket(BUCKET)
                        .destinationKey("copied")
                        .uploadId(id)
                        .partNumber(1))
            .copyPartResult()
            .eTag();

    complete("copied", id, CompletedPart.builder().partNumber(1).eTag(etag).build());

    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("copied")).asUtf8String())
        .isEqualTo("2345");
  }
}
