package io.sagemakerssh.core.session.client;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A session to a port of a managed instance: bytes in, bytes out. Bytes pass unchanged, whatever
 * their value. One thread may read while another writes and a third closes.
 */
public final class PortSession implements AutoCloseable {
  private final DataChannel channel;
  private final ClientHandshake handshake;

  PortSession(
      String sessionId, ChannelSettings settings, Scheduler scheduler, FrameSocket.Opener opener) {
    this.channel =
        new DataChannel(sessionId, Role.CLIENT, settings, scheduler, opener, new Events());
    this.handshake =
        new ClientHandshake(channel, settings.handshake(), scheduler, PortSession::refusal);
  }

  /** Opens the websocket and waits for the handshake. */
  void open() {
    handshake.begin();
    channel.open();
    handshake.await();
  }

  private static Optional<String> refusal(AgreedSession offered) {
    if (!offered.isPort()) {
      return Optional.of("the session is of type '" + offered.type() + "', not 'Port'");
    }
    return offered.isForwarding()
        ? Optional.of("the session's document forwards connections, of which this is but one")
        : Optional.empty();
  }

  public String sessionId() {
    return channel.sessionId();
  }

  /**
   * What the port sends. Ends when the session ends well; throws {@link IOException} when it
   * breaks, is closed by the service or by us.
   */
  public InputStream input() {
    return channel.input();
  }

  /** Sent to the port at once; blocks while too much is unacknowledged. Needs no flush. */
  public OutputStream output() {
    return channel.output();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * Tells the agent to end the session, waits until it has taken everything, until nothing is for 2
   * s, and closes the websocket. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    channel.terminate();
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) throws MalformedFrameException {
      return switch (message.payloadType()) {
        case PayloadType.OUTPUT -> onOutput(message);
        case PayloadType.HANDSHAKE_REQUEST, PayloadType.HANDSHAKE_COMPLETE -> {
          handshake.onMessage(message);
          yield true;
        }
        default -> true;
      };
    }

    /** Without a handshake it is a shell that talks. */
    private boolean onOutput(AgentMessage message) {
      if (handshake.isDone()) {
        return channel.input().offer(message.payload());
      }
      channel.end(new SessionEnd(Kind.BROKEN, "the session's document opens a shell, not a port"));
      return true;
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
    }
  }
}
