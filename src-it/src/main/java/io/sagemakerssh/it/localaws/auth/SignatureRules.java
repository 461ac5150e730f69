package io.sagemakerssh.it.localaws.auth;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;

/** What must hold of a signature's scope and signed headers before it is worth computing. */
final class SignatureRules {
  private SignatureRules() {}

  static void checkScope(SignatureClaim claim, String region, String service) {
    if (!claim.scope().region().equals(region)) {
      throw new AuthenticationFailure(
          Reason.WRONG_SCOPE,
          "Credential should be scoped to a valid region, not '"
              + claim.scope().region()
              + "'; expecting '"
              + region
              + "'.");
    }
    if (!claim.scope().service().equals(service)) {
      throw new AuthenticationFailure(
          Reason.WRONG_SCOPE, "Credential should be scoped to correct service: '" + service + "'.");
    }
    if (!claim.time().startsWith(claim.scope().date() + "T")) {
      throw new AuthenticationFailure(
          Reason.WRONG_SCOPE,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
    }
  }

  /** The host must be signed; in S3 every {@code x-amz-} header that is there, too. */
  static void checkSignedHeaders(SignedRequest request, SignatureClaim claim) {
    if (!claim.signedHeaders().contains("host")) {
      throw new AuthenticationFailure(
          Reason.MALFORMED, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (!claim.presigned() && !claim.signedHeaders().contains("x-amz-date")) {
      throw new AuthenticationFailure(
          Reason.MALFORMED, "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (claim.scope().service().equals("s3")) {
      for (String name : request.headers().keySet()) {
        if (name.startsWith("x-amz-") && !claim.signedHeaders().contains(name)) {
          throw new AuthenticationFailure(
              Reason.SIGNATURE, "There were headers present in the request which were not signed");
        }
      }
    }
  }
}
