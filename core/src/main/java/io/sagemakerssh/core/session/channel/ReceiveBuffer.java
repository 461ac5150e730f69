package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.wire.AgentMessage;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts received stream messages in order and remembers which of them are acknowledged. Guarded by
 * the channel's lock.
 *
 * <p>A message that comes after a gap is acknowledged at once, as the official programs do, and
 * then never let go. A message that is next, or follows such without a gap, is acknowledged only
 * once its receiver has taken it: that holds back a sender whose reader is slow.
 */
final class ReceiveBuffer {
  /** What to do about a message that came. */
  enum Arrival {
    /** Try to hand over what is next; the acknowledgement follows that. */
    DELIVER,
    /** Acknowledge it: one ahead. */
    ACKNOWLEDGE,
    /** Acknowledge it once more: the acknowledgement before may be lost. */
    ACKNOWLEDGE_AGAIN,
    /** It waits already: tell its sender, who repeats it, that this end is alive. */
    WAITS,
    /** Nothing: there is no room. The sender repeats it. */
    IGNORE
  }

  /** What a kept message costs besides its payload. */
  private static final int OVERHEAD = 256;

  private static final int FURTHEST_AHEAD = 100_000;

  private record Kept(AgentMessage message, boolean acknowledged) {}

  private final int mostBytes;
  private final Map<Long, Kept> kept = new HashMap<>();
  private long expected;

  /** The first sequence number from expected on that is not kept. */
  private long firstMissing;

  private long bytes;

  ReceiveBuffer(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  Arrival arrive(AgentMessage message) {
    long sequence = message.sequenceNumber();
    if (sequence < expected) {
      return Arrival.ACKNOWLEDGE_AGAIN;
    }
    Kept before = kept.get(sequence);
    if (before != null) {
      return before.acknowledged() ? Arrival.ACKNOWLEDGE_AGAIN : Arrival.WAITS;
    }
    boolean ahead = sequence > firstMissing;
    if (ahead && (isFull() || sequence - expected > FURTHEST_AHEAD)) {
      return Arrival.IGNORE;
    }
    kept.put(sequence, new Kept(message, ahead));
    bytes += cost(message);
    while (kept.containsKey(firstMissing)) {
      firstMissing++;
    }
    return ahead ? Arrival.ACKNOWLEDGE : Arrival.DELIVER;
  }

  /** The next message in sequence, left in its place; null if it has not come. */
  AgentMessage next() {
    Kept next = kept.get(expected);
    return next == null ? null : next.message();
  }

  /**
   * Takes the next message out, for it was handed over.
   *
   * @return whether it is still to be acknowledged
   */
  boolean advance() {
    Kept taken = kept.remove(expected++);
    bytes -= cost(taken.message());
    return !taken.acknowledged();
  }

  /** Whether messages are kept behind one that has not come. */
  boolean isIncomplete() {
    return kept.size() > firstMissing - expected;
  }

  /**
   * Whether so much waits for its receiver that nothing more should be read from the socket. Never
   * while a message is missing, for that must come through the socket.
   */
  boolean mustStall() {
    return isFull() && kept.containsKey(expected);
  }

  private boolean isFull() {
    return bytes >= mostBytes;
  }

  private static int cost(AgentMessage message) {
    return message.payloadSize() + OVERHEAD;
  }
}
