package io.sagemakerssh.it.localaws.messages;

/**
 * How a session ended.
 *
 * @param output text for the user at the client; empty if there is nothing to say
 */
public record SessionOutcome(boolean success, String output) {
  /** Ended by someone's wish. */
  public static final SessionOutcome TERMINATED = new SessionOutcome(true, "");

  static SessionOutcome failed(String output) {
    return new SessionOutcome(false, output);
  }
}
