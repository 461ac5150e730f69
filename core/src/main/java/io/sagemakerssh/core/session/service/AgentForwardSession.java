package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Role;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.forward.Mux;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.ProgramVersion;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's end of a session that forwards connections: the client opens them, we connect each to
 * the port. Any number at a time if the client multiplexes, else one after the other.
 */
public final class AgentForwardSession implements AutoCloseable {
  /** The first version of clients that multiplex, and the last that want keep-alives (C.3). */
  private static final String FIRST_MULTIPLEXING = "1.1.70";

  private static final String LAST_KEPT_ALIVE = "1.2.331.0";
  private static final Logger LOG = LoggerFactory.getLogger(AgentForwardSession.class);

  private final DataChannel channel;
  private final Scheduler scheduler;
  private final AgentHandshake handshake;
  private final AcceptedConnections accepted = new AcceptedConnections();
  private final SerialConnections serial;
  private final Mux mux;

  AgentForwardSession(
      String sessionId,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      String agentVersion) {
    this.scheduler = scheduler;
    this.channel =
        new DataChannel(sessionId, Role.AGENT, settings, scheduler, opener, new Events());
    this.handshake = new AgentHandshake(channel, settings.handshake(), scheduler, agentVersion);
    this.serial = new SerialConnections(channel, accepted);
    this.mux = new Mux(channel.input(), channel.output(), accepted::add);
  }

  /** Opens the websocket and waits for the handshake. */
  void open(JsonObject properties) throws IOException {
    channel.open();
    handshake.begin("Port", properties);
    ProgramVersion client = handshake.await();
    if (!multiplexes(client)) {
      serial.begin();
      return;
    }
    mux.start(scheduler, this::broken);
    if (!client.isAfter(LAST_KEPT_ALIVE)) {
      mux.keepAlive(scheduler);
    }
  }

  public String sessionId() {
    return channel.sessionId();
  }

  /** Whether several connections can be open at a time. */
  public boolean isMultiplexed() {
    return multiplexes(handshake.done().join());
  }

  /**
   * Waits for the client's next connection.
   *
   * @return empty once the session has ended well
   * @throws IOException if the session broke, or has no more use
   */
  public Optional<ForwardedConnection> accept() throws IOException, InterruptedException {
    return accepted.next();
  }

  /**
   * Closes a connection that the port refused, and tells the client so. A client that does not
   * multiplex can only be told by the session's end: {@link #accept} throws the reason.
   */
  public void refuse(ForwardedConnection connection, IOException why) {
    if (isMultiplexed()) {
      try {
        channel.send(PayloadType.FLAG, SessionFlag.CONNECT_TO_PORT_ERROR.print());
      } catch (IOException ended) {
        LOG.debug("Nobody to tell that the port refuses: {}", ended.getMessage());
      }
    } else {
      accepted.fail(why);
    }
    connection.close();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * Ends all connections; waits until the client has acknowledged everything, until nothing is for
   * 2 s. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    mux.close();
    channel.close();
  }

  private static boolean multiplexes(ProgramVersion client) {
    return client.compareTo(new ProgramVersion(FIRST_MULTIPLEXING)) >= 0;
  }

  private void broken(IOException why) {
    channel.end(new SessionEnd(Kind.BROKEN, String.valueOf(why.getMessage())));
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) throws MalformedFrameException {
      return switch (message.payloadType()) {
        case PayloadType.OUTPUT -> onInput(message);
        case PayloadType.HANDSHAKE_RESPONSE -> {
          handshake.onResponse(message);
          yield true;
        }
        case PayloadType.FLAG -> {
          SessionFlag.parse(message.payload()).ifPresent(this::onFlag);
          yield true;
        }
        default -> true;
      };
    }

    /** As the official agent does: what a client sends before the handshake is over is lost. */
    private boolean onInput(AgentMessage message) {
      if (!handshake.isOver()) {
        return true;
      }
      return multiplexes(handshake.client())
          ? channel.input().offer(message.payload())
          : serial.offer(message.payload());
    }

    private void onFlag(SessionFlag flag) {
      switch (flag) {
        case TERMINATE_SESSION -> channel.endInSequence(new SessionEnd(Kind.REMOTE_EOF, ""));
        case DISCONNECT_TO_PORT -> serial.disconnected();
        case CONNECT_TO_PORT_ERROR -> LOG.debug("Only agents say {}", flag);
      }
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
      serial.end(end);
      accepted.end(end);
    }
  }
}
