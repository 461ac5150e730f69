package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameDecoder;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The websockets of one channel, one at a time: when one is lost, another is opened. Guarded by the
 * channel's lock, which every caller holds; websockets and opening threads take it themselves.
 */
final class Link {
  /** What a channel hears of its link, under its lock. */
  interface Listener {
    /** Whether a lost websocket is worth replacing. */
    boolean isUsable();

    /** A websocket is open. */
    void onConnected(FrameSocket socket);

    /** A message came. */
    void onMessage(AgentMessage message) throws MalformedFrameException;

    /** Whether one more message can be taken. */
    boolean hasRoom();

    /** The websocket was lost; another is being opened. */
    void onDisconnected();

    /** There will be no other. */
    void onGone(SessionEnd how);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final ChannelLock lock;
  private final FrameSocket.Opener opener;
  private final Listener listener;
  private final Reopening reopening;

  /** The connection in use; null between two. */
  private Connection connection;

  /** Whether no message is asked for, since there was no room for one. */
  private boolean stalled;

  Link(
      ChannelLock lock,
      FrameSocket.Opener opener,
      Scheduler scheduler,
      ChannelSettings settings,
      Listener listener) {
    this.lock = lock;
    this.opener = opener;
    this.listener = listener;
    this.reopening =
        new Reopening(scheduler, settings.openAttempts(), settings.reopening(), this::connect);
  }

  /** Begins to open a websocket. */
  void open() {
    reopening.start();
  }

  /** Goes on reading if it had to stop. */
  void readOn() {
    if (stalled) {
      requestMore();
    }
  }

  /** Gives up the websocket in use, if there is one, for another. */
  void replace(String why) {
    if (connection != null) {
      connection.socket.abort();
      connection.onClosed(new IOException(why));
    }
  }

  /** Sends what is queued and closes the websocket, if there is one. */
  void close() {
    if (connection != null) {
      connection.socket.close();
      connection = null;
    }
  }

  /** Without the lock, for it blocks. */
  private void connect() {
    Connection opened = new Connection();
    try {
      opened.attach(opener.open(opened));
    } catch (SessionGoneException gone) {
      lock.locked(() -> listener.onGone(gone.end()));
    } catch (IOException | RuntimeException failure) {
      LOG.debug("A websocket could not be opened", failure);
      lock.locked(() -> reopen(failure));
    }
  }

  private void reopen(Exception cause) {
    if (listener.isUsable() && !reopening.start()) {
      String why = cause.getMessage();
      listener.onGone(new SessionEnd(SessionEnd.Kind.BROKEN, why == null ? cause.toString() : why));
    }
  }

  private void requestMore() {
    stalled = !listener.hasRoom();
    if (!stalled && connection != null) {
      connection.socket.request();
    }
  }

  /** One websocket. What a former one still says is not heard. */
  private final class Connection implements FrameSocket.Listener {
    private FrameSocket socket;
    private IOException lost;

    /** Takes the opened websocket into use. */
    void attach(FrameSocket opened) {
      lock.locked(
          () -> {
            socket = opened;
            if (!listener.isUsable()) {
              opened.abort();
            } else if (lost != null) {
              reopen(lost);
            } else {
              connection = this;
              reopening.opened();
              listener.onConnected(opened);
              requestMore();
            }
          });
    }

    @Override
    public void onFrame(ByteBuffer frame) {
      AgentMessage message = decode(frame);
      lock.lock();
      try {
        if (message != null && connection == this) {
          reopening.succeeded();
          listener.onMessage(message);
        }
      } catch (MalformedFrameException malformed) {
        LOG.warn("Dropped {}: {}", message, malformed.getMessage());
      } finally {
        // Also after a message that ended the channel, when there is nothing left to ask.
        if (connection == this) {
          requestMore();
        }
        lock.unlock();
      }
    }

    /** Heard before {@link #attach} too, which then finds it. */
    @Override
    public void onClosed(IOException cause) {
      lock.locked(
          () -> {
            lost = cause;
            if (connection == this) {
              LOG.debug("A websocket was lost: {}", cause.getMessage());
              connection = null;
              reopening.lost();
              listener.onDisconnected();
              reopen(cause);
            }
          });
    }

    private AgentMessage decode(ByteBuffer frame) {
      try {
        return FrameDecoder.decode(frame);
      } catch (MalformedFrameException malformed) {
        LOG.warn("Dropped a frame: {}", malformed.getMessage());
        return null;
      }
    }
  }
}
