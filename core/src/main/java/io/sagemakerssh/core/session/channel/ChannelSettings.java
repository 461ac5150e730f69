package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.SessionVariables;
import io.sagemakerssh.core.error.UserError;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Sizes and times of data channels.
 *
 * @param messageBytes the most bytes of stream data in a message, if somebody has said so
 * @param windowMessages the most messages sent and not acknowledged; then writers wait
 * @param windowBytes the most bytes sent and not acknowledged
 * @param unreadBytes the bytes received and acknowledged that wait for a reader; beyond these
 *     messages are kept without acknowledgement, so that the sender's window stops it
 * @param unacknowledgedBytes the bytes kept without acknowledgement, headers included; beyond these
 *     the websocket is read no further. Not less than a peer's windowBytes, or the acknowledgements
 *     behind wait too
 * @param handshake how long the handshake may take
 * @param drain how long close() waits for acknowledgements
 * @param openAttempts how often a websocket is opened that never carried anything
 * @param reopening how long a lost websocket is opened again before the channel is broken
 */
public record ChannelSettings(
    OptionalInt messageBytes,
    int windowMessages,
    int windowBytes,
    int unreadBytes,
    int unacknowledgedBytes,
    Duration handshake,
    Duration drain,
    int openAttempts,
    Duration reopening) {
  /** What every service and every peer takes: the official programs' size. */
  static final int SURE_MESSAGE_BYTES = 1024;

  /** What the official agent was seen to take. One of SSH's packets, 32,836 bytes, fits. */
  public static final int MOST_MESSAGE_BYTES = 65_536;

  private static final int MEBIBYTE = 1 << 20;

  /**
   * What is known to work with AWS: the official programs' message size of 1,024 bytes, handshake
   * of 15 s, drain of 2 s, 5 attempts to open. They reopen no longer than that; we do for 2
   * minutes.
   */
  public static ChannelSettings defaults() {
    return new ChannelSettings(
        OptionalInt.empty(),
        4000,
        4 * MEBIBYTE,
        MEBIBYTE,
        6 * MEBIBYTE,
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        5,
        Duration.ofMinutes(2));
  }

  /**
   * The defaults, but for what the environment says.
   *
   * @throws UserError if {@link SessionVariables#SSH_MESSAGE_BYTES} is not usable
   */
  public static ChannelSettings of(Environment environment) {
    int bytes =
        environment.number(
            SessionVariables.SSH_MESSAGE_BYTES,
            SURE_MESSAGE_BYTES,
            SURE_MESSAGE_BYTES,
            MOST_MESSAGE_BYTES);
    boolean isSet = environment.text(SessionVariables.SSH_MESSAGE_BYTES).isPresent();
    return isSet ? defaults().withMessageBytes(bytes) : defaults();
  }

  /**
   * What a service says that it takes counts where nobody has said otherwise, and is never
   * exceeded.
   *
   * @param announced bytes, of whatever number
   */
  public ChannelSettings withAnnounced(int announced) {
    int bytes = Math.max(SURE_MESSAGE_BYTES, Math.min(announced, MOST_MESSAGE_BYTES));
    return withMessageBytes(Math.min(bytes, messageBytes.orElse(bytes)));
  }

  /** The same with another message size, 1 to 65,536 bytes. */
  public ChannelSettings withMessageBytes(int bytes) {
    if (bytes < 1 || bytes > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException("A message size of " + bytes + " bytes");
    }
    return new ChannelSettings(
        OptionalInt.of(bytes),
        windowMessages,
        windowBytes,
        unreadBytes,
        unacknowledgedBytes,
        handshake,
        drain,
        openAttempts,
        reopening);
  }
}
