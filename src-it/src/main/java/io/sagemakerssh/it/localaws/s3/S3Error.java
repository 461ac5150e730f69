package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;

/** The errors of S3 that are met in more than one place, in S3's words. */
final class S3Error {
  private S3Error() {}

  static AwsError noSuchBucket() {
    return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  static AwsError noSuchKey() {
    return new AwsError(404, "NoSuchKey", "The specified key does not exist.");
  }

  static AwsError noSuchUpload() {
    return new AwsError(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.");
  }

  static AwsError invalidArgument(String message) {
    return AwsError.badRequest("InvalidArgument", message);
  }

  static AwsError invalidRequest(String message) {
    return AwsError.badRequest("InvalidRequest", message);
  }

  static AwsError malformedXml() {
    return AwsError.badRequest(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");
  }

  static AwsError preconditionFailed() {
    return new AwsError(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static AwsError notImplemented(String what) {
    return new AwsError(
        501, "NotImplemented", what + " implies functionality that is not implemented.");
  }
}
