package io.sagemakerssh.core.session.channel;

import java.time.Duration;

/**
 * Sizes and times of data channels.
 *
 * @param payloadBytes the most bytes of stream data in a message
 * @param windowMessages the most messages sent and not acknowledged; then writers wait
 * @param windowBytes the most bytes sent and not acknowledged
 * @param unreadBytes the bytes received and acknowledged that wait for a reader; beyond these
 *     messages are kept without acknowledgement, so that the sender's window stops it
 * @param unacknowledgedBytes the bytes kept without acknowledgement; beyond these the websocket is
 *     read no further. Not less than a peer's windowBytes, or the acknowledgements behind wait too
 * @param handshake how long the handshake may take
 * @param drain how long close() waits for acknowledgements
 * @param openAttempts how often a websocket is opened that never carried anything
 * @param reopening how long a lost websocket is opened again before the channel is broken
 */
public record ChannelSettings(
    int payloadBytes,
    int windowMessages,
    int windowBytes,
    int unreadBytes,
    int unacknowledgedBytes,
    Duration handshake,
    Duration drain,
    int openAttempts,
    Duration reopening) {
  private static final int MEBIBYTE = 1 << 20;

  /**
   * What is known to work with AWS: the official programs' message size of 1,024 bytes, handshake
   * of 15 s, drain of 2 s, 5 attempts to open. They reopen no longer than that; we do for 2
   * minutes.
   */
  public static ChannelSettings defaults() {
    return new ChannelSettings(
        1024,
        1000,
        2 * MEBIBYTE,
        MEBIBYTE,
        4 * MEBIBYTE,
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        5,
        Duration.ofMinutes(2));
  }

  /** The same with another message size, 1 to 65,536 bytes. */
  public ChannelSettings withPayloadBytes(int bytes) {
    if (bytes < 1 || bytes > 65_536) {
      throw new IllegalArgumentException("A message size of " + bytes + " bytes");
    }
    return new ChannelSettings(
        bytes,
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
