package io.sagemakerssh.core.session.channel;

import java.io.IOException;

/**
 * How a session ended.
 *
 * @param text what the service or the failure said; may be empty
 */
public record SessionEnd(Kind kind, String text) {
  /** Who or what ended the session. */
  public enum Kind {
    /** We closed it. */
    CLOSED_HERE,
    /** The other end is done: its TCP connection ended, or the client said that it terminates. */
    REMOTE_EOF,
    /**
     * The service closed it and says why: idle too long, the port refused, terminated by someone.
     */
    CLOSED_BY_SERVICE,
    /** The connection was lost and the service no longer knows the session. */
    TIMED_OUT,
    /** The service lives, the agent does not answer any more. Only a client ends so. */
    SILENT,
    /** The connection was lost and could not be made again. */
    BROKEN
  }

  /** What a stream of the session throws. */
  IOException toException() {
    String what =
        switch (kind) {
          case CLOSED_HERE -> "The session is closed";
          case REMOTE_EOF -> "The other end closed the session";
          case CLOSED_BY_SERVICE -> "The service closed the session";
          case TIMED_OUT -> "The session timed out";
          case SILENT -> "The other end does not answer";
          case BROKEN -> "The session broke";
        };
    return new IOException(text.isEmpty() ? what : what + ": " + text);
  }
}
