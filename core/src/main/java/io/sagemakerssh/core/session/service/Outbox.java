package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What the agent has to tell the service. What the service acknowledges is sent up to 3 times at 1
 * s, always with the same message id, and again after each reconnect, for up to 2 h ({@code
 * sendreply.go:318-365} of amazon-ssm-agent). Bounded: the oldest give way. Guarded by its monitor.
 */
final class Outbox {
  static final int MOST = 1000;
  private static final int TRIES = 3;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long LONGEST = Duration.ofHours(2).toNanos();

  private static final class Awaited {
    private final ByteBuffer frame;
    private final long since;
    private int tries;
    private Scheduler.Task retry = () -> {};

    private Awaited(ByteBuffer frame, long since) {
      this.frame = frame;
      this.since = since;
    }
  }

  private final Scheduler scheduler;
  private final Map<UUID, Awaited> awaited = new LinkedHashMap<>();
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private FrameSocket socket;

  Outbox(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Goes over to a new websocket: sends what waited for one and what is not acknowledged. */
  synchronized void connect(FrameSocket opened) {
    socket = opened;
    unsent.forEach(socket::send);
    unsent.clear();
    long now = scheduler.nanoTime();
    awaited.values().removeIf(message -> now - message.since > LONGEST);
    awaited.forEach(
        (id, message) -> {
          message.tries = 0;
          transmit(id, message);
        });
  }

  synchronized void disconnect() {
    socket = null;
  }

  /** Sends once; later, if there is no websocket now. */
  synchronized void send(AgentMessage message) {
    ByteBuffer frame = FrameEncoder.encode(message);
    if (socket != null) {
      socket.send(frame);
      return;
    }
    if (unsent.size() == MOST) {
      unsent.remove();
    }
    unsent.add(frame);
  }

  /** Sends until the service acknowledges it. */
  synchronized void sendUntilAcknowledged(AgentMessage message) {
    if (awaited.size() == MOST) {
      Iterator<Awaited> oldest = awaited.values().iterator();
      oldest.next().retry.cancel();
      oldest.remove();
    }
    Awaited added = new Awaited(FrameEncoder.encode(message), scheduler.nanoTime());
    awaited.put(message.messageId(), added);
    transmit(message.messageId(), added);
  }

  synchronized void acknowledged(UUID messageId) {
    Awaited message = awaited.remove(messageId);
    if (message != null) {
      message.retry.cancel();
    }
  }

  private void transmit(UUID id, Awaited message) {
    if (socket != null && message.tries < TRIES) {
      message.tries++;
      socket.send(message.frame.duplicate());
      message.retry.cancel();
      message.retry = scheduler.schedule(RETRY, () -> retry(id));
    }
  }

  private synchronized void retry(UUID id) {
    Awaited message = awaited.get(id);
    if (message != null) {
      transmit(id, message);
    }
  }
}
