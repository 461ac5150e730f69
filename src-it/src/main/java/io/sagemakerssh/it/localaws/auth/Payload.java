package io.sagemakerssh.it.localaws.auth;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;

/**
 * How a body takes part in its signature.
 *
 * @param hash what stands for the body in the canonical request
 * @param chunked whether the body is aws-chunked
 * @param signedChunks whether each chunk has a signature of its own
 * @param trailer whether headers follow the last chunk
 */
record Payload(String hash, boolean chunked, boolean signedChunks, boolean trailer) {
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String SIGNED_CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
  private static final String UNSIGNED_CHUNKS_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  static Payload of(SignedRequest request, SignatureClaim claim) {
    if (!claim.scope().service().equals("s3")) {
      return plain(Sha256.hex(request.body()));
    }
    String stated = request.header("x-amz-content-sha256").orElse("");
    if (stated.isEmpty()) {
      if (claim.presigned()) {
        return plain(UNSIGNED);
      }
      throw new AuthenticationFailure(
          Reason.MALFORMED, "Missing required header for this request: x-amz-content-sha256");
    }
    return switch (stated) {
      case UNSIGNED -> plain(UNSIGNED);
      case SIGNED_CHUNKS -> new Payload(stated, true, true, false);
      case SIGNED_CHUNKS_TRAILER -> new Payload(stated, true, true, true);
      case UNSIGNED_CHUNKS_TRAILER -> new Payload(stated, true, false, true);
      default -> checked(stated, request.body());
    };
  }

  private static Payload checked(String stated, byte[] body) {
    if (!Sha256.same(stated, Sha256.hex(body))) {
      throw new AuthenticationFailure(
          Reason.PAYLOAD,
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    return plain(stated);
  }

  private static Payload plain(String hash) {
    return new Payload(hash, false, false, false);
  }
}
