package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies a managed instance's own calls: laid out as Signature Version 4, but signed with the
 * instance's registered RSA key (RSASSA-PSS, SHA-256, salt of 32 bytes) and written in base64.
 * Source: PROTOCOL.md D.2.
 */
public final class ManagedInstanceVerifier {
  private static final List<String> SIGNED_HEADERS =
      List.of("content-type", "host", "x-amz-date", "x-amz-target");
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Function<String, Optional<PublicKey>> publicKeys;
  private final String account;
  private final String region;
  private final Clock clock;

  /**
   * @param publicKeys the registered key of an instance by its id
   */
  public ManagedInstanceVerifier(
      Function<String, Optional<PublicKey>> publicKeys,
      String account,
      String region,
      Clock clock) {
    this.publicKeys = publicKeys;
    this.account = account;
    this.region = region;
    this.clock = clock;
  }

  /**
   * Verifies a request.
   *
   * @return with a caller whose access key id and session name are the instance's id
   * @throws AuthenticationFailure if the signature does not hold
   */
  public Authenticated verify(SignedRequest request) {
    SignatureClaim claim = SignatureClaim.of(request);
    SignatureRules.checkScope(claim, region, "ssm");
    if (!claim.signedHeaders().equals(SIGNED_HEADERS)) {
      throw new AuthenticationFailure(
          Reason.MALFORMED, "SignedHeaders must be " + String.join(";", SIGNED_HEADERS));
    }
    if (Duration.between(claim.instant(), clock.instant()).abs().compareTo(SKEW) > 0) {
      throw new AuthenticationFailure(
          Reason.CLOCK_SKEW, "Signature expired: the request's time is off by over 5 minutes");
    }
    String instanceId = claim.scope().accessKeyId();
    PublicKey key =
        publicKeys
            .apply(instanceId)
            .orElseThrow(
                () ->
                    new AuthenticationFailure(
                        Reason.UNKNOWN_KEY,
                        "The security token included in the request is invalid."));
    String stringToSign = CanonicalRequest.stringToSign(request, claim, Sha256.hex(request.body()));
    if (!holds(key, stringToSign, claim.signature())) {
      throw new AuthenticationFailure(
          Reason.SIGNATURE, "The signature does not match the managed instance's public key.");
    }
    String arn = "arn:aws:ssm:" + region + ":" + account + ":managed-instance/" + instanceId;
    Caller caller = new Caller(instanceId, account, arn, arn, instanceId, instanceId);
    return new Authenticated(caller, request.body(), Map.of());
  }

  private static boolean holds(PublicKey key, String stringToSign, String signature) {
    try {
      Signature verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      verifier.initVerify(key);
      verifier.update(stringToSign.getBytes(UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return false;
    }
  }
}
