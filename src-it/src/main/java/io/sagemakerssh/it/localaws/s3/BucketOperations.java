package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.util.Optional;

/** ListBuckets, CreateBucket, HeadBucket, DeleteBucket, GetBucketLocation. */
final class BucketOperations {
  private static final String NO_CONSTRAINT = "us-east-1";

  private final ObjectStore store;
  private final AccessControl access;
  private final String region;

  BucketOperations(ObjectStore store, AccessControl access, String region) {
    this.store = store;
    this.access = access;
    this.region = region;
  }

  AwsResponse list(S3Request request) {
    access.demand(request.http().caller(), "s3:ListAllMyBuckets", "*");
    XmlBody body = XmlBody.of("ListAllMyBucketsResult");
    body.open("Owner").element("ID", request.http().caller().account()).close().open("Buckets");
    for (Bucket bucket : store.buckets()) {
      body.open("Bucket")
          .element("Name", bucket.name())
          .time("CreationDate", bucket.created())
          .element("BucketRegion", region)
          .close();
    }
    return body.response();
  }

  AwsResponse create(S3Request request) {
    access.demand(request.http().caller(), "s3:CreateBucket", request.bucketArn());
    checkLocation(request);
    boolean created = store.createBucket(request.bucket());
    if (!created && !region.equals(NO_CONSTRAINT)) {
      throw new AwsError(
          409,
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    return AwsResponse.empty(200).with("Location", "/" + request.bucket());
  }

  AwsResponse head(S3Request request) {
    access.demand(request.http().caller(), "s3:ListBucket", request.bucketArn());
    store.bucket(request.bucket());
    return AwsResponse.empty(200).with("x-amz-bucket-region", region);
  }

  AwsResponse delete(S3Request request) {
    access.demand(request.http().caller(), "s3:DeleteBucket", request.bucketArn());
    store.deleteBucket(request.bucket());
    return AwsResponse.empty(204);
  }

  AwsResponse location(S3Request request) {
    access.demand(request.http().caller(), "s3:GetBucketLocation", request.bucketArn());
    store.bucket(request.bucket());
    return XmlBody.of("LocationConstraint")
        .content(region.equals(NO_CONSTRAINT) ? "" : region)
        .response();
  }

  private void checkLocation(S3Request request) {
    Optional<String> constraint = Optional.empty();
    if (request.http().body().length > 0) {
      constraint =
          XmlInput.parse(request.http().body(), "CreateBucketConfiguration")
              .text("LocationConstraint")
              .filter(text -> !text.isEmpty());
    }
    String wanted = constraint.orElse(NO_CONSTRAINT);
    if (constraint.isPresent() && wanted.equals(NO_CONSTRAINT)) {
      throw AwsError.badRequest(
          "InvalidLocationConstraint", "The specified location-constraint is not valid");
    }
    if (!wanted.equals(region)) {
      throw AwsError.badRequest(
          "IllegalLocationConstraintException",
          "The "
              + constraint.orElse("unspecified")
              + " location constraint is incompatible for the region specific endpoint this"
              + " request was sent to.");
    }
  }
}
