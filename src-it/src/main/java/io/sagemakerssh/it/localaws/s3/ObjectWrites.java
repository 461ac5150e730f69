package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.AccessDenied;
import java.util.List;
import java.util.Optional;

/** PutObject, CopyObject, DeleteObject and DeleteObjects. */
final class ObjectWrites {
  private static final int MOST_DELETED = 1000;

  private final ObjectStore store;
  private final AccessControl access;

  ObjectWrites(ObjectStore store, AccessControl access) {
    this.store = store;
    this.access = access;
  }

  AwsResponse put(S3Request request) {
    access.demand(request.http().caller(), "s3:PutObject", request.objectArn());
    Bucket bucket = store.bucket(request.bucket());
    byte[] body = request.http().body();
    Optional<ObjectChecksum> checksum = BodyDigests.verify(request.http().headers(), body);
    Conditions conditions = Conditions.of(request.http().headers());
    StoredObject object =
        bucket.put(
            request.key(),
            ObjectHeaders.of(request.http().headers()),
            body,
            checksum,
            conditions::checkReplaced);
    AwsResponse response = AwsResponse.empty(200).with("ETag", object.quotedEtag());
    return checksum.isPresent() ? checksum.get().addTo(response) : response;
  }

  AwsResponse copy(S3Request request) {
    CopySource source = CopySource.of(request);
    boolean replace =
        request.header("x-amz-metadata-directive").orElse("COPY").equalsIgnoreCase("REPLACE");
    if (!replace && source.equals(new CopySource(request.bucket(), request.key()))) {
      throw S3Error.invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
    access.demand(request.http().caller(), "s3:PutObject", request.objectArn());
    Bucket target = store.bucket(request.bucket());
    CopySource.Content content = source.read(request, store, access);
    Optional<ObjectChecksum> checksum =
        request
            .header("x-amz-checksum-algorithm")
            .map(ChecksumAlgorithm::named)
            .or(() -> content.object().checksum().map(ObjectChecksum::algorithm))
            .map(a -> new ObjectChecksum(a, a.of(content.bytes()), false));
    ObjectHeaders headers =
        replace ? ObjectHeaders.of(request.http().headers()) : content.object().headers();
    StoredObject object = target.put(request.key(), headers, content.bytes(), checksum);
    XmlBody body =
        XmlBody.of("CopyObjectResult")
            .time("LastModified", object.lastModified())
            .element("ETag", object.quotedEtag());
    checksum.ifPresent(body::checksum);
    return body.response();
  }

  AwsResponse delete(S3Request request) {
    access.demand(request.http().caller(), "s3:DeleteObject", request.objectArn());
    store.bucket(request.bucket()).delete(request.key());
    return AwsResponse.empty(204);
  }

  AwsResponse deleteMany(S3Request request) {
    Bucket bucket = store.bucket(request.bucket());
    Optional<ObjectChecksum> checksum =
        BodyDigests.verify(request.http().headers(), request.http().body());
    if (checksum.isEmpty() && request.header("content-md5").isEmpty()) {
      throw S3Error.invalidRequest(
          "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
    XmlInput input = XmlInput.parse(request.http().body(), "Delete");
    List<String> keys =
        input.children("Object").stream().map(object -> object.requiredText("Key")).toList();
    if (keys.isEmpty() || keys.size() > MOST_DELETED) {
      throw S3Error.malformedXml();
    }
    boolean quiet = input.text("Quiet").orElse("").equals("true");
    XmlBody body = XmlBody.of("DeleteResult");
    for (String key : keys) {
      deleteOne(request, bucket, key, quiet, body);
    }
    return body.response();
  }

  private void deleteOne(
      S3Request request, Bucket bucket, String key, boolean quiet, XmlBody body) {
    try {
      access.demand(
          request.http().caller(), "s3:DeleteObject", S3Request.objectArn(request.bucket(), key));
      bucket.delete(key);
      if (!quiet) {
        body.open("Deleted").element("Key", key).close();
      }
    } catch (AccessDenied denied) {
      body.open("Error")
          .element("Key", key)
          .element("Code", "AccessDenied")
          .element("Message", denied.getMessage())
          .close();
    }
  }
}
