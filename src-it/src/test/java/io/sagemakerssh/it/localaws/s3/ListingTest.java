package io.sagemakerssh.it.localaws.s3;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class ListingTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BUCKET = "listing";

  /** In the order of S3: by the bytes of UTF-8, which is not Java's order of UTF-16. */
  private static final List<String> KEYS =
      List.of("a b", "a+c", "dir/1", "dir/2", "dir/sub/3", "dir2", "z", "\uffee", "\ud83d\ude00");

  private static S3Client s3;

  @BeforeAll
  static void fill() {
    s3 = AWS.s3();
    s3.createBucket(b -> b.bucket(BUCKET));
    for (String key : KEYS) {
      s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(key));
    }
  }

  private static List<String> keys(List<S3Object> objects) {
    return objects.stream().map(S3Object::key).toList();
  }

  @Test
  void listsInTheOrderOfBytes() {
    ListObjectsV2Response all = s3.listObjectsV2(b -> b.bucket(BUCKET));

    assertThat(keys(all.contents())).isEqualTo(KEYS);
    assertThat(all.keyCount()).isEqualTo(KEYS.size());
    assertThat(all.isTruncated()).isFalse();
    assertThat(all.contents().get(0).size()).isEqualTo(3);
    assertThat(all.contents().get(0).eTag()).startsWith("\"");
  }

  @Test
  void pagesByContinuationToken() {
    List<List<String>> pages = new ArrayList<>();
    s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).maxKeys(4))
        .forEach(page -> pages.add(keys(page.contents())));

    assertThat(pages).extracting(List::size).containsExactly(4, 4, 1);
    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(KEYS);
  }

  @Test
  void pagesByMarker() {
    List<String> found = new ArrayList<>();
    String marker = null;
    ListObjectsResponse page;
    do {
      String from = marker;
      page = s3.listObjects(b -> b.bucket(BUCKET).maxKeys(2).marker(from));
      assertThat(page.nextMarker()).as("given only with a delimiter").isNull();
      found.addAll(keys(page.contents()));
      marker = found.get(found.size() - 1);
    } while (page.isTruncated());

    assertThat(found).isEqualTo(KEYS);
  }

  @Test
  void foldsByDelimiterOverPages() {
    List<String> found = new ArrayList<>();
    s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).delimiter("/").maxKeys(2))
        .forEach(
            page -> {
              assertThat(page.keyCount())
                  .isEqualTo(page.contents().size() + page.commonPrefixes().size());
              found.addAll(keys(page.contents()));
              found.addAll(page.commonPrefixes().stream().map(CommonPrefix::prefix).toList());
            });

    assertThat(found)
        .containsExactlyInAnyOrder("a b", "a+c", "dir/", "dir2", "z", "\uffee", "\ud83d\ude00");
  }

  @Test
  void elderListingGoesOnBehindAPrefix() {
    ListObjectsResponse first =
        s3.listObjects(b -> b.bucket(BUCKET).delimiter("/").prefix("d").maxKeys(1));
    ListObjectsResponse second =
        s3.listObjects(b -> b.bucket(BUCKET).delimiter("/").prefix("d").marker(first.nextMarker()));

    assertThat(first.nextMarker()).isEqualTo("dir/");
    assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("dir/");
    assertThat(keys(second.contents())).containsExactly("dir2");
    assertThat(second.commonPrefixes()).isEmpty();
  }

  @Test
  void startsBehindAKey() {
    assertThat(
            keys(
                s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("dir").startAfter("dir/1"))
                    .contents()))
        .containsExactly("dir/2", "dir/sub/3", "dir2");
  }

  @Test
  void noKeysAtAllIsAPageOfNone() {
    ListObjectsV2Response none = s3.listObjectsV2(b -> b.bucket(BUCKET).maxKeys(0));

    assertThat(none.contents()).isEmpty();
    assertThat(none.isTruncated()).isFalse();
  }

  @Test
  void refusesWhatIsNoPage() {
    assertRefused(
        400,
        "InvalidArgument",
        () -> s3.listObjectsV2(b -> b.bucket(BUCKET).continuationToken("%%%")));
    assertRefused(
        400, "InvalidArgument", () -> s3.listObjectsV2(b -> b.bucket(BUCKET).maxKeys(-1)));
    assertRefused(
        400,
        "InvalidArgument",
        () ->
            s3.listObjectsV2(
                b ->
                    b.bucket(BUCKET)
                        .overrideConfiguration(o -> o.putRawQueryParameter("encoding-type", "x"))));
  }

  @Test
  void listsWhoseUploadsAreUnfinished() {
    String id =
        s3.createMultipartUpload(b -> b.bucket(BUCKET).key("later").metadata(Map.of())).uploadId();

    assertThat(s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads())
        .anySatisfy(upload -> assertThat(upload.uploadId()).isEqualTo(id));
    assertThat(keys(s3.listObjectsV2(b -> b.bucket(BUCKET)).contents())).doesNotContain("later");
    s3.abortMultipartUpload(b -> b.bucket(BUCKET).key("later").uploadId(id));
  }
}
