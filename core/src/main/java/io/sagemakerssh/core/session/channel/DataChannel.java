package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.FrameDecoder;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
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

  private static final Logger log = LoggerFactory.getLogger(DataChannel.class);
  private static final SessionEnd CLOSED_HERE = new SessionEnd(Kind.CLOSED_HERE, "");

  private final String sessionId;
  private final Role role;
  private final ChannelSettings settings;
  private final Scheduler scheduler;
  private final FrameSocket.Opener opener;
  private final Handler handler;
  private final InboundStream input;
  private final OutputStream output;
  private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Reopening reopening;
  private final Sender sender;
  private final ReceiveBuffer received;

  /** The connection in use; null between two. */
  private Connection connection;

  private boolean stalled;
  private boolean closing;

  /** The other side is done: how the channel ends once all that came in sequence is taken. */
  private SessionEnd ending;

  private SessionEnd end;
  private boolean announced;

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
    this.opener = opener;
    this.handler = handler;
    this.input = new InboundStream(settings.unreadBytes(), this::deliverRefused);
    this.output = new OutboundStream(this, settings.payloadBytes());
    this.reopening = new Reopening(scheduler, settings.reopenAttempts(), this::connect);
    this.sender = new Sender(role, settings, scheduler, lock);
    this.received = new ReceiveBuffer(settings.unacknowledgedBytes());
  }

  /** Begins to open the websocket. What is sent before it is open goes when it is. */
  public void open() {
    locked(reopening::start);
  }

  public String sessionId() {
    return sessionId;
  }

  /** Where the handler offers what its reader shall have. */
  public InboundStream input() {
    return input;
  }

  /** Sends each write at once; blocks while too much is unacknowledged. */
  public OutputStream output() {
    return output;
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
    lock.lock();
    try {
      while (isOpen() && !sender.hasRoom()) {
        sender.awaitChange();
      }
      if (!isOpen()) {
        throw whyNotOpen().toException();
      }
      sender.send(payloadType, payload);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while sending");
    } finally {
      lock.unlock();
    }
  }

  /** Ends the channel now: what is unacknowledged is given up. What has come can still be read. */
  public void end(SessionEnd how) {
    locked(() -> finish(how));
  }

  /**
   * Ends the channel once all that has come in sequence is taken and acknowledged. For a handler
   * that was told so by the other end.
   */
  public void endInSequence(SessionEnd how) {
    lock.lock();
    try {
      if (isUsable()) {
        ending = how;
        sender.signalChange();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all is acknowledged, at most the drain time, and ends the channel. */
  public void close() {
    drain(false);
  }

  /** As {@link #close}, but first tells the other end to terminate the session. */
  public void terminate() {
    drain(true);
  }

  private void drain(boolean terminate) {
    locked(
        () -> {
          if (isOpen()) {
            if (terminate) {
              sender.send(PayloadType.FLAG, SessionFlag.TERMINATE_SESSION.print());
            }
            scheduler.schedule(settings.drain(), () -> end(CLOSED_HERE));
          }
          closing = true;
          sender.signalChange();
          finishIfDrained();
        });
    ended.join();
  }

  private void connect() {
    Connection opened = new Connection();
    try {
      opened.attach(opener.open(opened));
    } catch (SessionGoneException gone) {
      end(gone.end());
    } catch (IOException | RuntimeException failure) {
      log.debug("The {} could not be opened", this, failure);
      locked(() -> reopen(failure));
    }
  }

  private void deliverRefused() {
    locked(
        () -> {
          deliver();
          if (stalled) {
            requestMore();
          }
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      unlockAndAnnounce();
    }
  }

  private void unlockAndAnnounce() {
    boolean announce = end != null && !announced && lock.getHoldCount() == 1;
    announced |= announce;
    SessionEnd how = end;
    lock.unlock();
    if (announce) {
      input.end(how);
      handler.onEnd(how);
      ended.complete(how);
    }
  }

  // All that follows runs under the lock.

  private boolean isUsable() {
    return end == null && ending == null;
  }

  private boolean isOpen() {
    return isUsable() && !closing;
  }

  private SessionEnd whyNotOpen() {
    if (end != null) {
      return end;
    }
    return ending != null ? ending : CLOSED_HERE;
  }

  private void receive(AgentMessage message) throws MalformedFrameException {
    switch (message.type()) {
      case ACKNOWLEDGE -> {
        sender.acknowledged(Acknowledge.parse(message.payloadText()));
        finishIfDrained();
      }
      case CHANNEL_CLOSED -> closed(ChannelClosed.parse(message.payloadText()).output());
      case PAUSE_PUBLICATION -> sender.pause();
      case START_PUBLICATION -> sender.resume();
      default -> {
        if (message.type() == role.receives()) {
          sender.resume();
          arrived(message);
        } else {
          log.debug("The {} takes no {}", this, message);
        }
      }
    }
  }

  private void arrived(AgentMessage message) {
    switch (received.arrive(message)) {
      case ACKNOWLEDGE -> sender.acknowledge(message);
      case DELIVER -> deliver();
      case IGNORE -> log.trace("The {} cannot take {} now", this, message);
    }
  }

  private void deliver() {
    AgentMessage next;
    while (end == null && (next = received.next()) != null && isHandled(next)) {
      if (received.advance()) {
        sender.acknowledge(next);
      }
    }
    finishIfDrained();
  }

  private boolean isHandled(AgentMessage message) {
    try {
      return handler.onMessage(message);
    } catch (MalformedFrameException malformed) {
      log.warn("The {} dropped {}: {}", this, message, malformed.getMessage());
      return true;
    }
  }

  private void closed(String text) {
    endInSequence(new SessionEnd(text.isEmpty() ? Kind.REMOTE_EOF : Kind.CLOSED_BY_SERVICE, text));
    deliver();
  }

  private void finishIfDrained() {
    if (ending != null && (closing || received.next() == null)) {
      finish(ending);
    } else if (closing && sender.isDrained()) {
      finish(CLOSED_HERE);
    }
  }

  private void reopen(Exception cause) {
    if (isUsable() && !reopening.start()) {
      String why = cause.getMessage();
      finish(new SessionEnd(Kind.BROKEN, why == null ? cause.toString() : why));
    }
  }

  /** Asks for one more frame, unless too much waits for its reader. */
  private void requestMore() {
    stalled = received.mustStall();
    if (!stalled && connection != null) {
      connection.socket.request();
    }
  }

  private void finish(SessionEnd how) {
    if (end == null) {
      end = how;
      sender.stop();
      if (connection != null) {
        connection.socket.close();
        connection = null;
      }
    }
  }

  /** One websocket of the channel. What a former one still says is not heard. */
  private final class Connection implements FrameSocket.Listener {
    private FrameSocket socket;
    private IOException lost;

    /** Takes the opened websocket into use. */
    void attach(FrameSocket opened) {
      locked(
          () -> {
            socket = opened;
            if (!isUsable()) {
              opened.abort();
            } else if (lost != null) {
              reopen(lost);
            } else {
              connection = this;
              sender.connect(opened);
              requestMore();
            }
          });
    }

    @Override
    public void onFrame(ByteBuffer frame) {
      AgentMessage message = null;
      try {
        message = FrameDecoder.decode(frame);
        lock.lock();
        try {
          if (connection == this) {
            reopening.succeeded();
            receive(message);
          }
        } finally {
          unlockAndAnnounce();
        }
      } catch (MalformedFrameException malformed) {
        log.warn("The {} dropped a frame: {}", DataChannel.this, malformed.getMessage());
      }
      locked(this::requestNext);
    }

    /** Heard before {@link #attach} too, which then finds it. */
    @Override
    public void onClosed(IOException cause) {
      locked(
          () -> {
            lost = cause;
            if (connection == this) {
              log.debug("The {} lost its websocket: {}", DataChannel.this, cause.getMessage());
              connection = null;
              sender.disconnect();
              reopen(cause);
            }
          });
    }

    private void requestNext() {
      if (connection == this) {
        requestMore();
      }
    }
  }

  @Override
  public String toString() {
    return "data channel of session " + sessionId;
  }
}
