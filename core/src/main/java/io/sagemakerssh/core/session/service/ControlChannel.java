package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameDecoder;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JobReplyAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskAcknowledge;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's standing connection to the service. Every method returns at once; what cannot be sent
 * now is kept, bounded, and sent when the channel is open again.
 *
 * <p>Opened again for ever: after a random time of up to 1 s, doubled at each failure up to 60 s.
 */
public final class ControlChannel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlChannel.class);
  private static final long LONGEST_MILLIS = 60_000;
  private static final int DOUBLINGS = 6;

  /** A connection that held so long makes former failures forgotten. */
  private static final long SETTLED_NANOS = Duration.ofMinutes(1).toNanos();

  private final Scheduler scheduler;
  private final FrameSocket.Opener opener;
  private final ControlChannelListener listener;
  private final Outbox outbox;

  /** Held while the listener is called; never together with this channel's monitor. */
  private final Object turn = new Object();

  // Guarded by this.
  private Connection connection;
  private int failures;
  private boolean closed;

  ControlChannel(Scheduler scheduler, FrameSocket.Opener opener, ControlChannelListener listener) {
    this.scheduler = scheduler;
    this.opener = opener;
    this.listener = listener;
    this.outbox = new Outbox(scheduler);
  }

  /** Begins to connect. */
  void open() {
    scheduler.execute(this::connect);
  }

  /** Answers {@link ControlChannelListener#onJob}. */
  public void acknowledgeJob(JobAck ack) {
    outbox.send(message(MessageType.AGENT_JOB_ACK, ack));
  }

  /** Says that a job goes on. Sent once: a later reply makes it worthless. */
  public void sendProgress(JobReply reply) {
    outbox.send(message(MessageType.AGENT_JOB_REPLY, reply));
  }

  /** Says how a job went. Sent again until the service acknowledges it. */
  public void sendReply(JobReply reply) {
    outbox.sendUntilAcknowledged(message(MessageType.AGENT_JOB_REPLY, reply));
  }

  /** Says that a session ended. Sent again until the service acknowledges it. */
  public void sendTaskComplete(TaskComplete complete) {
    outbox.sendUntilAcknowledged(message(MessageType.AGENT_TASK_COMPLETE, complete));
  }

  /** Closes the connection. What the service has not acknowledged is given up. */
  @Override
  public void close() {
    Connection open;
    synchronized (this) {
      closed = true;
      open = connection;
      connection = null;
    }
    outbox.disconnect();
    if (open != null) {
      open.socket.close();
    }
  }

  private AgentMessage message(MessageType type, JsonPayload payload) {
    return AgentMessage.of(type, Flags.NONE, scheduler.now(), payload);
  }

  private void connect() {
    if (isClosed()) {
      return;
    }
    Connection opened = new Connection();
    try {
      opened.attach(opener.open(opened));
    } catch (IOException | RuntimeException failure) {
      connectAgain(failure);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void connectAgain(Exception cause) {
    Duration delay;
    synchronized (this) {
      if (closed) {
        return;
      }
      delay = delay(failures++);
    }
    LOG.debug("The control channel opens again in {} ms", delay.toMillis(), cause);
    tell(() -> listener.onDisconnected(cause));
    scheduler.schedule(delay, () -> scheduler.execute(this::connect));
  }

  private static Duration delay(int failures) {
    long most = Math.min(1000L << Math.min(failures, DOUBLINGS), LONGEST_MILLIS);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most) + 1);
  }

  /** One call at a time; and a failure of the listener must not cost the channel. */
  private void tell(Runnable call) {
    synchronized (turn) {
      try {
        call.run();
      } catch (RuntimeException failure) {
        LOG.error("The agent failed to handle what the service asked", failure);
      }
    }
  }

  private void dispatch(AgentMessage message) throws MalformedFrameException {
    String json = message.payloadText();
    switch (message.type()) {
      case INTERACTIVE_SHELL -> {
        StartSessionTask task = StartSessionTask.parse(json);
        tell(() -> listener.onStartSession(task));
      }
      case CHANNEL_CLOSED -> {
        ChannelClosed ended = ChannelClosed.parse(json);
        tell(() -> listener.onSessionClosed(ended));
      }
      case AGENT_JOB -> {
        JobSend job = JobSend.parse(json);
        tell(() -> listener.onJob(message.messageId(), job));
      }
      case AGENT_JOB_REPLY_ACK ->
          outbox.acknowledged(JobReplyAck.parse(json).acknowledgedMessageId());
      case AGENT_TASK_ACKNOWLEDGE -> outbox.acknowledged(TaskAcknowledge.parse(json).messageId());
      default -> LOG.debug("The control channel takes no {}", message);
    }
  }

  /** One websocket of the channel. */
  private final class Connection implements FrameSocket.Listener {
    private FrameSocket socket;
    private IOException lost;
    private long openedAt;

    /** Takes the opened websocket into use. */
    void attach(FrameSocket opened) {
      IOException lostBefore;
      synchronized (ControlChannel.this) {
        socket = opened;
        if (closed) {
          opened.abort();
          return;
        }
        lostBefore = lost;
        if (lostBefore == null) {
          connection = this;
          openedAt = scheduler.nanoTime();
          outbox.connect(opened);
        }
      }
      if (lostBefore == null) {
        tell(this::announce);
        opened.request();
      } else {
        connectAgain(lostBefore);
      }
    }

    private void announce() {
      if (isInUse()) {
        listener.onConnected();
      }
    }

    private boolean isInUse() {
      synchronized (ControlChannel.this) {
        return connection == this;
      }
    }

    @Override
    public void onFrame(ByteBuffer frame) {
      try {
        dispatch(FrameDecoder.decode(frame));
      } catch (MalformedFrameException malformed) {
        LOG.warn("The control channel dropped a frame: {}", malformed.getMessage());
      }
      socket.request();
    }

    @Override
    public void onClosed(IOException cause) {
      synchronized (ControlChannel.this) {
        lost = cause;
        if (connection != this) {
          return;
        }
        connection = null;
        outbox.disconnect();
        if (scheduler.nanoTime() - openedAt > SETTLED_NANOS) {
          failures = 0;
        }
      }
      connectAgain(cause);
    }
  }
}
