package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's data channel, for either role: makes of a websocket that may be lost a stream that
 * is not. Messages are numbered, acknowledged, repeated and put in order; when the websocket is
 * lost another is opened and all that is unacknowledged goes again.
 *
 * <p>All state is guarded by one lock, held only for moments: nothing under it blocks. The end is
 * announced outside of it.
 */
public final class DataChannel {
  /** The role's part: handshake and payload types. */
  public interface Handler {
    /**
     * A stream message came: each once, in sequence, under the channel's lock.
     *
     * @return whether it was taken; if not it is not acknowledged, and comes again once the input
     *     has room or another message arrives
     * @throws MalformedFrameException if its payload is not understood; it counts as taken
     */
    boolean onMessage(AgentMessage message) throws MalformedFrameException;

    /** The channel has ended; the last call. */
    void onEnd(SessionEnd end);
  }

  private static final Logger LOG = LoggerFactory.getLogger(DataChannel.class);

  /** How many times over the drain time may last. */
  private static final int MOST_DRAINS = 15;

  private static final SessionEnd INCOMPLETE =
      new SessionEnd(Kind.BROKEN, "a part of what the other end sent last is missing");

  private static final SessionEnd SILENT =
      new SessionEnd(Kind.SILENT, "nothing was heard of it for 5 minutes");

  private static final String MUTE = "No acknowledgement has come through for 15 s";

  private final String sessionId;
  private final Role role;
  private final ChannelSettings settings;
  private final Scheduler scheduler;
  private final Handler handler;
  private final InboundStream input;
  private final OutputStream output;
  private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

  private final ChannelLock lock = new ChannelLock();
  private final Lifecycle life = new Lifecycle();
  private final Link link;
  private final Sender sender;
  private final Receiver receiver;
  private AgentMessage last;

  public DataChannel(
      String sessionId,
      Role role,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      Handler handler) {
    this.sessionId = sessionId;
    this.role = role;
    this.settings = settings;
    this.scheduler = scheduler;
    this.handler = handler;
    this.input = new InboundStream(settings.unreadBytes(), this::deliverRefused);
    this.link = new Link(lock, opener, scheduler, settings, new LinkEvents());
    this.sender = new Sender(role, settings, scheduler, lock, new SenderEvents());
    this.output = newOutput(PayloadType.OUTPUT);
    this.receiver =
        new Receiver(
            handler, sender, settings.unacknowledgedBytes(), scheduler, () -> link.replace(MUTE));
  }

  /** Begins to open the websocket. What is sent before it is open goes when it is. */
  public void open() {
    lock.locked(link::open);
  }

  public String sessionId() {
    return sessionId;
  }

  /** Where the handler offers what its reader shall have. */
  public InboundStream input() {
    return input;
  }

  /**
   * One more input, apart from {@link #input}, for the handler to offer to. The handler ends it,
   * when the channel ends at the latest.
   */
  public InboundStream newInput() {
    return new InboundStream(settings.unreadBytes(), this::deliverRefused);
  }

  /** Sends each write at once; blocks while too much is unacknowledged. */
  public OutputStream output() {
    return output;
  }

  /** As {@link #output}, for bytes of another payload type. */
  public OutputStream newOutput(int payloadType) {
    return newOutput(payloadType, () -> true);
  }

  /**
   * As {@link #output}, but it fails once its bytes are not wanted any more: for one connection of
   * several that follow each other.
   *
   * @param isWanted asked under the channel's lock, right before each message
   */
  public OutputStream newOutput(int payloadType, BooleanSupplier isWanted) {
    return new OutboundStream(
        sender.messageSize(), payload -> send(payloadType, payload, isWanted));
  }

  /** Completes, never exceptionally, when the channel has ended. */
  public CompletableFuture<SessionEnd> ended() {
    return ended;
  }

  /**
   * Sends one stream message, waiting while too much is unacknowledged or the service asked for a
   * pause. A handler may use it only while nothing else is sent, in the handshake.
   *
   * @throws IOException if the channel has ended or is closing
   */
  public void send(int payloadType, ByteBuffer payload) throws IOException {
    send(payloadType, payload, () -> true);
  }

  private void send(int payloadType, ByteBuffer payload, BooleanSupplier isWanted)
      throws IOException {
    lock.lock();
    try {
      while (life.isOpen() && !sender.hasRoom()) {
        lock.awaitChange();
      }
      if (!life.isOpen()) {
        throw life.whyNotOpen().toException();
      }
      if (!isWanted.getAsBoolean()) {
        throw new IOException("The connection is closed");
      }
      sender.send(payloadType, payload);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while sending");
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the other end has taken all that was sent, or the channel is open no longer. */
  public void awaitAcknowledged() throws InterruptedException {
    lock.lock();
    try {
      while (life.isOpen() && !sender.isDrained()) {
        lock.awaitChange();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the channel now: what is unacknowledged is given up. What has come can still be read. */
  public void end(SessionEnd how) {
    lock.locked(() -> finish(how));
  }

  /**
   * Ends the channel once all that has come in sequence is taken and acknowledged. For a handler
   * that was told so by the other end.
   */
  public void endInSequence(SessionEnd how) {
    lock.locked(
        () -> {
          life.ending(how);
          lock.signalChange();
        });
  }

  /**
   * Waits until all is acknowledged and ends the channel. Gives up after the drain time, which
   * begins anew for as long as acknowledgements come: a slow line takes what it takes.
   */
  public void close() {
    lock.locked(this::drain);
    ended.join();
  }

  /**
   * As {@link #close}, with a message to the service behind everything else.
   *
   * @param farewell not one of the stream
   */
  public void close(AgentMessage farewell) {
    lock.locked(
        () -> {
          last = farewell;
          drain();
        });
    ended.join();
  }

  /** As {@link #close}, but first tells the other end to terminate the session. */
  public void terminate() {
    lock.locked(
        () -> {
          if (life.isOpen()) {
            sender.send(PayloadType.FLAG, SessionFlag.TERMINATE_SESSION.print());
          }
          drain();
        });
    ended.join();
  }

  /** How many threads wait to send. */
  int waitingWriters() {
    return lock.waiting();
  }

  // All that follows runs under the lock.

  private void drain() {
    if (life.isOpen()) {
      limitDrain(MOST_DRAINS);
    }
    life.closing();
    lock.signalChange();
    finishIfDue();
  }

  private void limitDrain(int drains) {
    long acknowledgements = sender.acknowledgements();
    scheduler.schedule(
        settings.drain(),
        () ->
            lock.locked(
                () -> {
                  if (drains > 1 && sender.acknowledgements() > acknowledgements) {
                    limitDrain(drains - 1);
                  } else {
                    finish(Lifecycle.CLOSED_HERE);
                  }
                }));
  }

  private void deliverRefused() {
    lock.locked(
        () -> {
          receiver.deliver();
          finishIfDue();
          link.readOn();
        });
  }

  private void finishIfDue() {
    SessionEnd due = life.due(receiver.isAllTaken(), sender.isDrained());
    if (due != null) {
      finish(due.kind() == Kind.REMOTE_EOF && receiver.isIncomplete() ? INCOMPLETE : due);
    }
  }

  private void finish(SessionEnd how) {
    if (life.end(how)) {
      if (how.kind() == Kind.CLOSED_HERE && last != null) {
        sender.sendAside(last);
      }
      sender.stop();
      receiver.stop();
      link.close();
      lock.announce(() -> announce(how));
    }
  }

  /**
   * Without the lock. Who finds the input at its end asks how: the answer must be there by then.
   */
  private void announce(SessionEnd how) {
    handler.onEnd(how);
    ended.complete(how);
    input.end(how);
  }

  private final class LinkEvents implements Link.Listener {
    @Override
    public boolean isUsable() {
      return life.isUsable();
    }

    @Override
    public void onConnected(FrameSocket socket) {
      sender.connect(socket);
    }

    @Override
    public void onDisconnected() {
      sender.disconnect();
    }

    @Override
    public boolean hasRoom() {
      return !receiver.mustStall();
    }

    @Override
    public void onGone(SessionEnd how) {
      finish(how);
    }

    @Override
    public void onMessage(AgentMessage message) throws MalformedFrameException {
      switch (message.type()) {
        case ACKNOWLEDGE -> sender.acknowledged(Acknowledge.parse(message.payloadText()));
        case CHANNEL_CLOSED -> closed(ChannelClosed.parse(message.payloadText()).output());
        case PAUSE_PUBLICATION -> sender.pause();
        case START_PUBLICATION -> sender.resume();
        default -> {
          if (message.type() == role.receives()) {
            sender.heard();
            if (message.payloadType() == PayloadType.HANDSHAKE_RESPONSE) {
              sender.messageSize().shown(message.payloadSize());
            }
            receiver.arrived(message);
          } else {
            LOG.debug("The {} takes no {}", DataChannel.this, message);
          }
        }
      }
      finishIfDue();
    }

    private void closed(String text) {
      life.ending(new SessionEnd(text.isEmpty() ? Kind.REMOTE_EOF : Kind.CLOSED_BY_SERVICE, text));
      lock.signalChange();
    }
  }

  private final class SenderEvents implements Sender.Listener {
    @Override
    public boolean isListening() {
      return !receiver.mustStall();
    }

    @Override
    public void onMute() {
      link.replace(MUTE);
    }

    @Override
    public void onSilence() {
      finish(SILENT);
    }
  }

  @Override
  public String toString() {
    return "data channel of session " + sessionId;
  }
}
