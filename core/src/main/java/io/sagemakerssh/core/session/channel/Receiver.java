package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving half of a data channel: puts stream messages in order, hands them over, and
 * acknowledges each when it is taken. Guarded by the channel's lock.
 */
final class Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final DataChannel.Handler handler;
  private final Sender sender;
  private final Scheduler scheduler;
  private final Runnable onMute;
  private final Repeats repeats = new Repeats();
  private final ReceiveBuffer received;
  private boolean stopped;

  /** The last acknowledgement of a message that was taken; null before the first. */
  private Acknowledge last;

  /**
   * @param onMute run under the lock when acknowledgements do not arrive any more
   */
  Receiver(
      DataChannel.Handler handler,
      Sender sender,
      int unacknowledgedBytes,
      Scheduler scheduler,
      Runnable onMute) {
    this.handler = handler;
    this.sender = sender;
    this.scheduler = scheduler;
    this.onMute = onMute;
    this.received = new ReceiveBuffer(unacknowledgedBytes);
  }

  /** Takes in a stream message. */
  void arrived(AgentMessage message) {
    ReceiveBuffer.Arrival arrival = received.arrive(message);
    switch (arrival) {
      case ACKNOWLEDGE, ACKNOWLEDGE_AGAIN -> sender.acknowledge(Acknowledge.of(message));
      case DELIVER -> deliver();
      case WAITS -> showLife();
      case IGNORE -> LOG.trace("No room for {} now", message);
    }
    if (arrival != ReceiveBuffer.Arrival.ACKNOWLEDGE_AGAIN) {
      repeats.end();
    } else if (repeats.last(scheduler.nanoTime())) {
      onMute.run();
    }
  }

  /** Hands over what is next, as much as the handler takes. */
  void deliver() {
    AgentMessage next;
    while (!stopped && (next = received.next()) != null && isTaken(next)) {
      if (received.advance()) {
        last = Acknowledge.of(next);
        sender.acknowledge(last);
      }
    }
  }

  /**
   * An acknowledgement once more. To those who repeat what this end does not take yet it says that
   * somebody is here.
   */
  private void showLife() {
    if (last != null) {
      sender.acknowledge(last);
    }
  }

  /** Hands over nothing more. */
  void stop() {
    stopped = true;
  }

  /** Whether nothing that came in sequence waits to be taken. */
  boolean isAllTaken() {
    return received.next() == null;
  }

  /** Whether something came behind what has not come. */
  boolean isIncomplete() {
    return received.isIncomplete();
  }

  /** Whether so much waits to be taken that nothing more should be read. */
  boolean mustStall() {
    return received.mustStall();
  }

  private boolean isTaken(AgentMessage message) {
    try {
      return handler.onMessage(message);
    } catch (MalformedFrameException malformed) {
      LOG.warn("Dropped {}: {}", message, malformed.getMessage());
      return true;
    }
  }
}
