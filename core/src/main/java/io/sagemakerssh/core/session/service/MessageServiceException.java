package io.sagemakerssh.core.session.service;

import java.io.IOException;

/** The message service refused a call. Holds nothing of the answer but its error code. */
public final class MessageServiceException extends IOException {
  private final int status;
  private final String body;

  MessageServiceException(String call, int status, String body) {
    super(call + " was refused with HTTP status " + status);
    this.status = status;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether IAM, or that the instance was deregistered, is the cause. */
  public boolean isAccessDenied() {
    return body.contains("AccessDenied");
  }

  /** Whether the session is over, so that trying again is of no use. */
  public boolean isSessionTerminated() {
    return body.contains("Session is already terminated");
  }
}
