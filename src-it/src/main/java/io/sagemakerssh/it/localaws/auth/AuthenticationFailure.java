package io.sagemakerssh.it.localaws.auth;

/** A request whose signature does not prove who sent it. Each protocol has its own code for it. */
public final class AuthenticationFailure extends RuntimeException {

  /** Why the signature was refused. */
  public enum Reason {
    /** There is no signature at all. */
    MISSING,
    /** The signature's parts cannot be read or are not those expected. */
    MALFORMED,
    /** The scope names another region or service. */
    WRONG_SCOPE,
    /** Nobody has this access key. */
    UNKNOWN_KEY,
    /** The session token is not the one issued with the key. */
    WRONG_TOKEN,
    /** The temporary credentials have expired. */
    EXPIRED_TOKEN,
    /** The request's time is too far from the server's. */
    CLOCK_SKEW,
    /** A presigned URL's time has passed. */
    EXPIRED_URL,
    /** The signature is not that of this request. */
    SIGNATURE,
    /** The body is not the one that was signed. */
    PAYLOAD
  }

  private final Reason reason;

  public AuthenticationFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
