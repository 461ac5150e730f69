package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.util.List;
import java.util.Optional;

/**
 * CreateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload,
 * ListParts and ListMultipartUploads.
 */
final class MultipartOperations {
  private static final int MOST_PARTS = 10_000;
  private static final int PAGE = 1000;
  private static final String UPLOAD_ID = "uploadId";

  private final ObjectStore store;
  private final AccessControl access;

  MultipartOperations(ObjectStore store, AccessControl access) {
    this.store = store;
    this.access = access;
  }

  AwsResponse create(S3Request request) {
    demandPut(request);
    Optional<ChecksumAlgorithm> algorithm =
        request.header("x-amz-checksum-algorithm").map(ChecksumAlgorithm::named);
    boolean fullObject =
        request
            .header("x-amz-checksum-type")
            .map("FULL_OBJECT"::equals)
            .orElse(algorithm.filter(ChecksumAlgorithm.CRC64NVME::equals).isPresent());
    MultipartUpload upload =
        store
            .bucket(request.bucket())
            .beginUpload(
                request.key(), ObjectHeaders.of(request.http().headers()), algorithm, !fullObject);
    AwsResponse response =
        XmlBody.of("InitiateMultipartUploadResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", upload.id())
            .response();
    return algorithm.isEmpty()
        ? response
        : response
            .with("x-amz-checksum-algorithm", algorithm.get().name())
            .with("x-amz-checksum-type", fullObject ? "FULL_OBJECT" : "COMPOSITE");
  }

  AwsResponse uploadPart(S3Request request) {
    demandPut(request);
    byte[] body = request.http().body();
    Optional<ObjectChecksum> checksum = BodyDigests.verify(request.http().headers(), body);
    UploadedPart part = put(request, body, checksum);
    AwsResponse response = AwsResponse.empty(200).with("ETag", quoted(part.etag()));
    return part.checksum().isEmpty()
        ? response
        : response.with(part.checksum().get().algorithm().header(), part.checksum().get().value());
  }

  AwsResponse copyPart(S3Request request) {
    demandPut(request);
    CopySource.Content content = CopySource.of(request).read(request, store, access);
    UploadedPart part = put(request, content.bytes(), Optional.empty());
    XmlBody body =
        XmlBody.of("CopyPartResult")
            .time("LastModified", part.lastModified())
            .element("ETag", quoted(part.etag()));
    part.checksum().ifPresent(body::checksum);
    return body.response();
  }

  AwsResponse complete(S3Request request) {
    demandPut(request);
    List<CompletedPart> parts =
        XmlInput.parse(request.http().body(), "CompleteMultipartUpload").children("Part").stream()
            .map(
                part ->
                    new CompletedPart(
                        part.requiredNumber("PartNumber"),
                        part.requiredText("ETag").replace("\"", "")))
            .toList();
    Bucket bucket = store.bucket(request.bucket());
    Optional<ObjectChecksum> stated = BodyDigests.stated(request.http().headers());
    StoredObject object = bucket.complete(request.key(), id(request), parts, stated);
    XmlBody body =
        XmlBody.of("CompleteMultipartUploadResult")
            .element("Location", "/" + request.bucket() + "/" + request.key())
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("ETag", object.quotedEtag());
    object
        .checksum()
        .ifPresent(checksum -> body.checksum(checksum).element("ChecksumType", checksum.type()));
    return body.response();
  }

  AwsResponse abort(S3Request request) {
    access.demand(request.http().caller(), "s3:AbortMultipartUpload", request.objectArn());
    store.bucket(request.bucket()).abort(request.key(), id(request));
    return AwsResponse.empty(204);
  }

  AwsResponse listParts(S3Request request) {
    access.demand(request.http().caller(), "s3:ListMultipartUploadParts", request.objectArn());
    int after = request.number("part-number-marker", 0, MOST_PARTS, 0);
    int most = request.number("max-parts", 1, PAGE, PAGE);
    List<UploadedPart> rest =
        store.bucket(request.bucket()).upload(request.key(), id(request)).parts().stream()
            .filter(part -> part.number() > after)
            .toList();
    List<UploadedPart> page = rest.stream().limit(most).toList();
    XmlBody body =
        XmlBody.of("ListPartsResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", id(request))
            .element("PartNumberMarker", after)
            .element("MaxParts", most)
            .element("IsTruncated", rest.size() > page.size());
    if (rest.size() > page.size()) {
      body.element("NextPartNumberMarker", page.get(page.size() - 1).number());
    }
    for (UploadedPart part : page) {
      body.open("Part")
          .element("PartNumber", part.number())
          .time("LastModified", part.lastModified())
          .element("ETag", quoted(part.etag()))
          .element("Size", part.size());
      part.checksum().ifPresent(body::checksum);
      body.close();
    }
    return body.response();
  }

  AwsResponse listUploads(S3Request request) {
    access.demand(request.http().caller(), "s3:ListBucketMultipartUploads", request.bucketArn());
    String prefix = request.query("prefix").orElse("");
    XmlBody body =
        XmlBody.of("ListMultipartUploadsResult")
            .element("Bucket", request.bucket())
            .element("Prefix", prefix)
            .element("IsTruncated", false);
    for (MultipartUpload upload : store.bucket(request.bucket()).uploads()) {
      if (upload.key().startsWith(prefix)) {
        body.open("Upload")
            .element("Key", upload.key())
            .element("UploadId", upload.id())
            .time("Initiated", upload.initiated())
            .element("StorageClass", "STANDARD")
            .close();
      }
    }
    return body.response();
  }

  private void demandPut(S3Request request) {
    access.demand(request.http().caller(), "s3:PutObject", request.objectArn());
  }

  private UploadedPart put(S3Request request, byte[] body, Optional<ObjectChecksum> checksum) {
    int number = request.number("partNumber", 1, MOST_PARTS, 0);
    if (number == 0) {
      throw S3Error.invalidArgument("This operation needs a part number");
    }
    return store
        .bucket(request.bucket())
        .putPart(request.key(), id(request), number, body, checksum);
  }

  private static String id(S3Request request) {
    return request.query(UPLOAD_ID).orElseThrow(S3Error::noSuchUpload);
  }

  private static String quoted(String etag) {
    return "\"" + etag + "\"";
  }
}
