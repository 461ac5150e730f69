package io.sagemakerssh.core.session.channel;

import java.io.IOException;

/** A channel cannot be opened again, since the service no longer knows its session. */
public final class SessionGoneException extends IOException {
  private final SessionEnd end;

  public SessionGoneException(SessionEnd end) {
    super(end.text());
    this.end = end;
  }

  /** How the session ended. */
  public SessionEnd end() {
    return end;
  }
}
