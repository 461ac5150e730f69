package io.sagemakerssh.core.session.channel;

/**
 * What goes over a websocket until the other end answers. Whether that has a websocket of its own
 * at the moment, nobody says, and a service drops what it cannot pass on. So little goes first, and
 * the rest at the first acknowledgement. With a whole window at once, two ends whose websockets
 * break after so many bytes may take turns at using theirs up for nothing. Guarded by the channel's
 * lock.
 */
final class FirstFlight {
  /** One message of the largest size, a good many keystrokes. */
  static final int MOST_BYTES = ChannelSettings.MOST_MESSAGE_BYTES;

  /** The number of the last transmission over the websocket before. */
  private long last;

  private long bytes;
  private boolean isAnswered;

  /** A new websocket is in use. */
  void begin(long transmissions) {
    last = transmissions;
    bytes = 0;
    isAnswered = false;
  }

  /** Whether one more message may go, whatever its size. */
  boolean hasRoom() {
    return isAnswered || bytes < MOST_BYTES;
  }

  /** A message goes. */
  void add(int size) {
    bytes += size;
  }

  /** Whether that transmission went over the websocket in use. */
  boolean includes(long transmission) {
    return transmission > last;
  }

  /** That transmission is acknowledged; whether it is the first of this websocket's. */
  boolean isFirstAnswer(long transmission) {
    boolean isFirst = !isAnswered && includes(transmission);
    isAnswered |= isFirst;
    return isFirst;
  }
}
