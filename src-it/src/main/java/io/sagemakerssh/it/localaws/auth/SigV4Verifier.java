package io.sagemakerssh.it.localaws.auth;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Verifies AWS Signature Version 4 in headers and presigned URLs. Written from the specification,
 * so that a mistake in an SDK's signer or in ours shows.
 */
public final class SigV4Verifier {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration S3_SKEW = Duration.ofMinutes(15);
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";

  private final CredentialStore credentials;
  private final String region;
  private final Clock clock;

  public SigV4Verifier(CredentialStore credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /**
   * Verifies a request for the given service.
   *
   * @throws AuthenticationFailure if the signature does not hold
   */
  public Authenticated verify(SignedRequest request, String service) {
    SignatureClaim claim = SignatureClaim.of(request);
    SignatureRules.checkScope(claim, region, service);
    SignatureRules.checkSignedHeaders(request, claim);
    CredentialStore.Entry entry =
        credentials
            .find(claim.scope().accessKeyId())
            .orElseThrow(
                () ->
                    new AuthenticationFailure(
                        Reason.UNKNOWN_KEY,
                        "The security token included in the request is invalid."));
    checkTime(claim);
    Payload payload = Payload.of(request, claim);
    String stringToSign = CanonicalRequest.stringToSign(request, claim, payload.hash());
    SigningKey key = new SigningKey(entry.credentials().secretAccessKey(), claim.scope());
    if (!Sha256.same(key.sign(stringToSign), claim.signature())) {
      throw new AuthenticationFailure(Reason.SIGNATURE, MISMATCH);
    }
    checkToken(entry.credentials(), claim);
    if (!payload.chunked()) {
      return new Authenticated(entry.caller(), request.body(), Map.of());
    }
    AwsChunked.Decoded decoded = new AwsChunked(claim, key, payload).decode(request);
    return new Authenticated(entry.caller(), decoded.body(), decoded.trailers());
  }

  private void checkTime(SignatureClaim claim) {
    Instant signed = claim.instant();
    Instant now = clock.instant();
    Duration skew = claim.scope().service().equals("s3") ? S3_SKEW : SKEW;
    if (claim.presigned()) {
      if (now.isAfter(signed.plus(claim.lifetime().get()))) {
        throw new AuthenticationFailure(Reason.EXPIRED_URL, "Request has expired");
      }
      if (signed.isAfter(now.plus(skew))) {
        throw new AuthenticationFailure(Reason.EXPIRED_URL, "Request is not yet valid");
      }
    } else if (signed.isBefore(now.minus(skew))) {
      throw new AuthenticationFailure(
          Reason.CLOCK_SKEW,
          "Signature expired: " + signed + " is now earlier than " + now.minus(skew));
    } else if (signed.isAfter(now.plus(skew))) {
      throw new AuthenticationFailure(
          Reason.CLOCK_SKEW,
          "Signature not yet current: " + signed + " is still later than " + now);
    }
  }

  private void checkToken(Credentials issued, SignatureClaim claim) {
    if (!Sha256.same(issued.sessionToken(), claim.sessionToken().orElse(""))) {
      throw new AuthenticationFailure(
          Reason.WRONG_TOKEN, "The security token included in the request is invalid.");
    }
    if (!clock.instant().isBefore(issued.expiration())) {
      throw new AuthenticationFailure(
          Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
  }
}
