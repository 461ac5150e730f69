package io.sagemakerssh.core.config;

/** The environment variables that steer Session Manager sessions, at either end. */
public final class SessionVariables {
  /**
   * The most bytes of data in a message, 1,024 to 65,536. Unset: what the service says that it
   * takes, and 1,024, as the official programs send, where it says nothing.
   */
  public static final String SSH_MESSAGE_BYTES = "SSH_MESSAGE_BYTES";

  private SessionVariables() {}
}
