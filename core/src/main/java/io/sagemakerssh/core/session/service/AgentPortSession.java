package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Role;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The agent's end of a port session: bytes between the client and the port. One thread may read
 * while another writes and a third closes.
 */
public final class AgentPortSession implements AutoCloseable {
  private final DataChannel channel;
  private final AgentHandshake handshake;

  AgentPortSession(
      String sessionId,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      String agentVersion) {
    this.channel =
        new DataChannel(sessionId, Role.AGENT, settings, scheduler, opener, new Events());
    this.handshake = new AgentHandshake(channel, settings.handshake(), scheduler, agentVersion);
  }

  /** Opens the websocket and waits for the handshake. */
  void open(JsonObject properties) throws IOException {
    channel.open();
    handshake.begin("Port", properties);
    handshake.await();
  }

  public String sessionId() {
    return channel.sessionId();
  }

  /** The client's version, as its handshake gave it. */
  public String clientVersion() {
    return handshake.done().join().text();
  }

  /**
   * What the client sends. Ends when the client or the service terminates the session; throws
   * {@link IOException} when it breaks or is closed by us.
   */
  public InputStream input() {
    return channel.input();
  }

  /** Sent to the client at once; blocks while too much is unacknowledged. Needs no flush. */
  public OutputStream output() {
    return channel.output();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * Waits until the client has acknowledged everything, until nothing is for 2 s, and closes the
   * data channel. The agent then reports with {@link ControlChannel#sendTaskComplete}. Does nothing
   * if the session has ended.
   */
  @Override
  public void close() {
    channel.close();
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) throws MalformedFrameException {
      return switch (message.payloadType()) {
        // As the official agent does: what a client sends before the handshake is over is lost.
        case PayloadType.OUTPUT -> !handshake.isOver() || channel.input().offer(message.payload());
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

    /** A client that leaves its port, or its session: there is but one port. */
    private void onFlag(SessionFlag flag) {
      if (flag != SessionFlag.CONNECT_TO_PORT_ERROR) {
        channel.endInSequence(new SessionEnd(Kind.REMOTE_EOF, ""));
      }
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
    }
  }
}
