package io.sagemakerssh.it.localaws.messages;

/** How a session stands; the names are those of the API. */
public enum SessionStatus {
  CONNECTING("Connecting"),
  CONNECTED("Connected"),
  TERMINATING("Terminating"),
  TERMINATED("Terminated"),
  FAILED("Failed");

  private final String apiName;

  SessionStatus(String apiName) {
    this.apiName = apiName;
  }

  public String apiName() {
    return apiName;
  }

  /** Whether nothing can come any more. */
  public boolean ended() {
    return this == TERMINATED || this == FAILED;
  }
}
