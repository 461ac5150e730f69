package io.sagemakerssh.remote.registration;

/** SSM answered a call with an error. */
public final class SsmRefusal extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * @param status the HTTP status
   * @param code AWS's error code without its namespace, empty if there was none
   * @param message AWS's explanation, empty if there was none
   */
  SsmRefusal(int status, String code, String message) {
    super(message.isEmpty() ? "HTTP status " + status + " " + code : message);
    this.status = status;
    this.code = code;
  }

  /** AWS's error code without its namespace, empty if there was none. */
  public String code() {
    return code;
  }

  /** Whether the same call may well succeed later. */
  public boolean isPassing() {
    return status >= 500
        || status == 429
        || code.startsWith("Throttling")
        || code.startsWith("TooManyUpdates");
  }
}
