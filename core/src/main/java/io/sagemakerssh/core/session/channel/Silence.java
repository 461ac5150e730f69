package io.sagemakerssh.core.session.channel;

/**
 * How long an other end that owes an acknowledgement has given none, or no sign at all. Counted in
 * the sender's ticks of 100 ms, not in time: a laptop that slept has not waited. Guarded by the
 * channel's lock.
 */
final class Silence {
  /** What follows from a silence, once. */
  enum Meaning {
    NOTHING,
    /**
     * A websocket that has brought acknowledgements is not to be trusted any more, whatever pongs
     * it brings: frames may be stuck on the way, where pings pass by.
     */
    MUTE_WEBSOCKET,
    /** Nobody is there. */
    NOBODY
  }

  /** 15 s: who is there answers sooner, and ssh waits for longer. */
  private static final int MUTE_TICKS = 150;

  /** 5 minutes: as often the official client repeats a message. */
  private static final int NOBODY_TICKS = 3000;

  private int sinceSign;
  private int sinceAnswer;

  /** Whether the websocket in use has brought an acknowledgement. */
  private boolean wasAnswered;

  /** A new websocket is in use: a new chance. */
  void connected() {
    begin();
    wasAnswered = false;
  }

  /** The other end owes something, and owed nothing before. */
  void begin() {
    sinceSign = 0;
    sinceAnswer = 0;
  }

  /** The other end sent data: it is there, and what it sends arrives. */
  void signCame() {
    sinceSign = 0;
  }

  /** It acknowledged something, old or new: what is sent to it arrives too. */
  void answered() {
    begin();
    wasAnswered = true;
  }

  /** A tick passed in which any answer would have been noticed. */
  Meaning tick() {
    sinceSign++;
    sinceAnswer++;
    if (sinceAnswer == MUTE_TICKS && wasAnswered) {
      return Meaning.MUTE_WEBSOCKET;
    }
    return sinceSign == NOBODY_TICKS ? Meaning.NOBODY : Meaning.NOTHING;
  }
}
