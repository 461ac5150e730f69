package io.sagemakerssh.core.session.service;

import java.io.IOException;

/**
 * The message service refused a call. Of its answer the message holds the HTTP status, and whether
 * access was denied: by IAM, or since the instance was deregistered.
 */
public final class MessageServiceException extends IOException {
  private final boolean sessionTerminated;

  MessageServiceException(String call, int status, String body) {
    super(
        call
            + " was refused with HTTP status "
            + status
            + (body.contains("AccessDenied") ? ": access denied" : ""));
    this.sessionTerminated = body.contains("Session is already terminated");
  }

  /** Whether the session is over, so that trying again is of no use. */
  boolean isSessionTerminated() {
    return sessionTerminated;
  }
}
