package io.sagemakerssh.it.localaws.http;

/** An error answer of AWS; each protocol renders it in its own shape. */
public final class AwsError extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * @param code AWS's name of the error, such as {@code InvalidInstanceId}
   */
  public AwsError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** An error with HTTP status 400. */
  public static AwsError badRequest(String code, String message) {
    return new AwsError(400, code, message);
  }

  /** A request whose input breaks the API's rules. */
  public static AwsError validation(String message) {
    return badRequest("ValidationException", message);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
