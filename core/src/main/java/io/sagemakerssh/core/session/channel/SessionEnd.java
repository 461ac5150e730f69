package io.sagemakerssh.core.session.channel;

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
    /** The connection was lost and could not be made again. */
    BROKEN
  }

  /** Whether everything that the other end sent was delivered. */
  public boolean isClean() {
    return kind == Kind.CLOSED_HERE || kind == Kind.REMOTE_EOF;
  }
}
