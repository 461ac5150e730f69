package io.sagemakerssh.core.session.channel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sent and is not acknowledged, in sequence. Says what to send again; sends nothing
 * itself. Guarded by the channel's lock.
 *
 * <p>Websockets keep order. So an acknowledgement of a message proves that all which were
 * transmitted before it and are still unacknowledged got lost (at a relay without its other end,
 * say), or that their acknowledgements did: they go again at once, without waiting for a timeout
 * each.
 */
final class SendWindow {
  /** A message in flight. */
  static final class Unacknowledged {
    private final long sequenceNumber;
    private ByteBuffer frame;
    private long sentAt;

    /** Its place in the order of all transmissions; 0 until it is first transmitted. */
    private long transmission;

    private boolean isRepeated;

    private Unacknowledged(long sequenceNumber, ByteBuffer frame) {
      this.sequenceNumber = sequenceNumber;
      this.frame = frame;
    }

    long sequenceNumber() {
      return sequenceNumber;
    }

    /** The frame, with a position of its own. */
    ByteBuffer frame() {
      return frame.duplicate();
    }
  }

  private final int mostMessages;
  private final CongestionWindow mostBytes;
  private final RetransmissionTimeout timeout = new RetransmissionTimeout();
  private final FirstFlight firstFlight = new FirstFlight();
  private final Map<Long, Unacknowledged> messages = new LinkedHashMap<>();
  private Unacknowledged last;
  private long nextSequence;
  private long transmissions;
  private long bytes;

  SendWindow(int mostMessages, int mostBytes) {
    this.mostMessages = mostMessages;
    this.mostBytes = new CongestionWindow(mostBytes);
  }

  boolean hasRoom() {
    return messages.size() < mostMessages && bytes < mostBytes.bytes();
  }

  /**
   * Whether there is room for a good many messages: a writer that waited is woken for these, not
   * for each, which would cost more than the messages.
   */
  boolean hasMuchRoom() {
    return messages.size() <= mostMessages * 3L / 4 && bytes <= mostBytes.bytes() * 3 / 4;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean contains(long sequenceNumber) {
    return messages.containsKey(sequenceNumber);
  }

  long nextSequence() {
    return nextSequence;
  }

  /** Takes in the frame of the next sequence number, room or not. */
  Unacknowledged add(ByteBuffer frame) {
    last = new Unacknowledged(nextSequence++, frame);
    messages.put(last.sequenceNumber, last);
    bytes += frame.remaining();
    return last;
  }

  /** Puts another frame in a message's place, if it is still there. */
  void replace(long sequenceNumber, ByteBuffer frame) {
    Unacknowledged message = messages.get(sequenceNumber);
    if (message != null) {
      bytes += frame.remaining() - message.frame.remaining();
      message.frame = frame;
    }
  }

  /**
   * A new websocket is in use.
   *
   * @return what it begins with, in sequence
   */
  List<Unacknowledged> connected() {
    firstFlight.begin(transmissions);
    List<Unacknowledged> first = new ArrayList<>();
    long size = 0;
    for (Unacknowledged message : messages.values()) {
      if (size >= FirstFlight.MOST_BYTES) {
        break;
      }
      first.add(message);
      size += message.frame.remaining();
    }
    return first;
  }

  /** Whether what is added may go at once; else {@link #acknowledge} says when. */
  boolean isOpen() {
    return firstFlight.hasRoom();
  }

  /** Notes a transmission, which must happen right after. */
  void transmitted(Unacknowledged message, long nanoTime) {
    message.isRepeated = message.transmission != 0;
    message.sentAt = nanoTime;
    message.transmission = ++transmissions;
    firstFlight.add(message.frame.remaining());
  }

  /**
   * Takes out an acknowledged message.
   *
   * @return what is to go now, in sequence: what is known to be lost by it and, at the first on a
   *     websocket, all that waited for that
   */
  List<Unacknowledged> acknowledge(long sequenceNumber, long nanoTime) {
    Unacknowledged acknowledged = messages.get(sequenceNumber);
    if (acknowledged == null || acknowledged.transmission == 0) {
      return List.of();
    }
    messages.remove(sequenceNumber);
    int size = acknowledged.frame.remaining();
    bytes -= size;
    long roundTrip = nanoTime - acknowledged.sentAt;
    timeout.sample(roundTrip);
    if (!acknowledged.isRepeated) {
      mostBytes.acknowledged(size, roundTrip, nanoTime);
    }
    return missing(acknowledged, firstFlight.isFirstAnswer(acknowledged.transmission));
  }

  private List<Unacknowledged> missing(Unacknowledged acknowledged, boolean isFirstAnswer) {
    List<Unacknowledged> missing = List.of();
    for (Unacknowledged message : messages.values()) {
      boolean isEarlier = message.sequenceNumber < acknowledged.sequenceNumber;
      if (!isEarlier && !isFirstAnswer) {
        break;
      }
      if (isEarlier ? message.transmission < acknowledged.transmission : !hasGone(message)) {
        if (missing.isEmpty()) {
          missing = new ArrayList<>();
        }
        missing.add(message);
      }
    }
    return missing;
  }

  /** Whether a message went over the websocket in use. */
  private boolean hasGone(Unacknowledged message) {
    return firstFlight.includes(message.transmission);
  }

  /**
   * What to send again for being overdue: the first message and, as a probe, the last, since its
   * acknowledgement shows what else is lost.
   */
  List<Unacknowledged> overdue(long nanoTime) {
    List<Unacknowledged> overdue = new ArrayList<>(2);
    if (!messages.isEmpty()) {
      Unacknowledged first = messages.values().iterator().next();
      if (timeout.isOver(nanoTime - first.sentAt)) {
        overdue.add(first);
        if (messages.containsKey(last.sequenceNumber)
            && last != first
            && hasGone(last)
            && timeout.isOver(nanoTime - last.sentAt)) {
          overdue.add(last);
        }
      }
    }
    return overdue;
  }

  void clear() {
    messages.clear();
    bytes = 0;
  }
}
