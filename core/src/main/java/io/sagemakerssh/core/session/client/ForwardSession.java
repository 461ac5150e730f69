package io.sagemakerssh.core.session.client;

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

/**
 * A session that forwards connections to a port: of the managed instance, or of a host that it
 * reaches. Any number at a time if the agent multiplexes, as all have since 2021; else one after
 * the other. Safe for use by several threads.
 */
public final class ForwardSession implements AutoCloseable {
  /** The last versions of agents that do not multiplex, and that want keep-alives (C.3). */
  private static final String LAST_SERIAL = "3.0.196.0";

  private static final String LAST_KEPT_ALIVE = "3.1.1511.0";

  private final DataChannel channel;
  private final Scheduler scheduler;
  private final ClientHandshake handshake;
  private final SerialConnections serial;
  private final Mux mux;
  private final Runnable onRefused;

  ForwardSession(
      String sessionId,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      Runnable onRefused) {
    this.scheduler = scheduler;
    this.onRefused = onRefused;
    this.channel =
        new DataChannel(sessionId, Role.CLIENT, settings, scheduler, opener, new Events());
    this.handshake =
        new ClientHandshake(channel, settings.handshake(), scheduler, ForwardSession::refusal);
    this.serial = new SerialConnections(channel);
    this.mux = new Mux(channel.input(), channel.output(), ForwardSession::refuseStream);
  }

  /** Opens the websocket and waits for the handshake. */
  void open() {
    handshake.begin();
    channel.open();
    ProgramVersion agent = handshake.await().agentVersion();
    if (isMultiplexed()) {
      mux.start(scheduler, this::broken);
      if (!agent.isAfter(LAST_KEPT_ALIVE)) {
        mux.keepAlive(scheduler);
      }
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
   * Opens a connection to the port. If the agent does not multiplex this waits until the connection
   * before is closed. That the port refuses it shows in its input, which ends at once.
   *
   * @throws IOException if the session has ended
   */
  public ForwardedConnection connect() throws IOException {
    return isMultiplexed() ? mux.open() : serial.connect();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * Ends all connections and tells the agent to end the session; waits until it has taken
   * everything, until nothing is for 2 s. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    mux.close();
    channel.terminate();
  }

  private static boolean multiplexes(AgreedSession session) {
    return session.agentVersion().isAfter(LAST_SERIAL);
  }

  private static Optional<String> refusal(AgreedSession offered) {
    return offered.isForwarding()
        ? Optional.empty()
        : Optional.of("the session's document does not forward connections");
  }

  private static void refuseStream(ForwardedConnection stream) throws IOException {
    throw new MalformedFrameException("The agent opened a connection, which only clients do");
  }

  private void broken(IOException why) {
    channel.end(new SessionEnd(Kind.BROKEN, String.valueOf(why.getMessage())));
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
        case PayloadType.FLAG -> {
          SessionFlag.parse(message.payload())
              .filter(flag -> flag == SessionFlag.CONNECT_TO_PORT_ERROR)
              .ifPresent(flag -> scheduler.execute(onRefused));
          yield true;
        }
        default -> true;
      };
    }

    private boolean onOutput(AgentMessage message) {
      if (!handshake.isDone()) {
        channel.end(
            new SessionEnd(Kind.BROKEN, "the session's document opens a shell, not a port"));
        return true;
      }
      return multiplexes(handshake.done().join())
          ? channel.input().offer(message.payload())
          : serial.offer(message.payload());
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
      serial.onEnd(end);
    }
  }
}
