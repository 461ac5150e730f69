package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;

/**
 * How far a channel is on its way from open to ended: first one end is done, then what is under way
 * arrives, then it is over. Guarded by the channel's lock.
 */
final class Lifecycle {
  static final SessionEnd CLOSED_HERE = new SessionEnd(Kind.CLOSED_HERE, "");

  /** We are done, and wait for acknowledgements. */
  private boolean closing;

  /** The other side is done: how the channel ends once all that came in sequence is taken. */
  private SessionEnd ending;

  private SessionEnd end;

  /** Whether new data may be sent. */
  boolean isOpen() {
    return isUsable() && !closing;
  }

  /** Whether a lost websocket is worth replacing. */
  boolean isUsable() {
    return end == null && ending == null;
  }

  /** Why the channel is not open. */
  SessionEnd whyNotOpen() {
    if (end != null) {
      return end;
    }
    return ending != null ? ending : CLOSED_HERE;
  }

  void closing() {
    closing = true;
  }

  void ending(SessionEnd how) {
    if (isUsable()) {
      ending = how;
    }
  }

  /**
   * Ends it.
   *
   * @return false if it had ended before
   */
  boolean end(SessionEnd how) {
    if (end != null) {
      return false;
    }
    end = how;
    return true;
  }

  /**
   * How the channel ends now, or null if it goes on.
   *
   * @param allTaken whether nothing that came in sequence waits for its reader
   * @param allAcknowledged whether the other end has all that we sent
   */
  SessionEnd due(boolean allTaken, boolean allAcknowledged) {
    if (end != null) {
      return null;
    }
    if (ending != null && (closing || allTaken)) {
      return ending;
    }
    return ending == null && closing && allAcknowledged ? CLOSED_HERE : null;
  }
}
