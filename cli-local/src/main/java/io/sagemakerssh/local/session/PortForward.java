package io.sagemakerssh.local.session;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.client.ForwardSession;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.local.tunnel.LocalListener;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import io.sagemakerssh.local.tunnel.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A port of this machine that leads through one session to a port that a managed instance reaches.
 */
public final class PortForward implements AutoCloseable {
  private final ForwardedPort port;
  private final LocalListener listener;

  /** Set by open; read by others after it, and by close from any thread. */
  private volatile ForwardSession session;

  private PortForward(ForwardedPort port, LocalListener listener) {
    this.port = port;
    this.listener = listener;
  }

  /**
   * Takes the local port; connections wait until {@link #open}.
   *
   * @throws UserError with {@link ExitCode#PORT_IN_USE} if it is taken
   */
  public static PortForward bind(ForwardedPort port) {
    return new PortForward(
        port,
        LocalListener.bind(
            port.localPort(), "put another port and a colon in front, 0 for any free one."));
  }

  /**
   * Starts the session and serves connections.
   *
   * @param notes told what goes wrong with a single connection
   * @throws UserError if the session cannot be opened
   */
  public void open(SessionTunnels sessions, InstanceId instance, Consumer<String> notes) {
    Runnable refused = () -> notes.accept("Connection refused: nothing listens on " + port);
    ForwardSession opened = sessions.open(instance, client -> start(client, instance, refused));
    session = opened;
    if (!opened.isMultiplexed()) {
      notes.accept("The agent of " + instance + " is old: one connection at a time");
    }
    listener.serve(() -> tunnel(opened));
  }

  /** The port of this machine. */
  public int localPort() {
    return listener.port();
  }

  /** The session's id, once it is open. */
  public String sessionId() {
    return session.sessionId();
  }

  /** Completes when the session has ended, once it is open. */
  public CompletableFuture<SessionEnd> end() {
    return session.end();
  }

  @Override
  public void close() {
    listener.close();
    if (session != null) {
      session.close();
    }
  }

  @Override
  public String toString() {
    return port.toString();
  }

  private ForwardSession start(SessionClient client, InstanceId instance, Runnable refused) {
    return port.host()
        .map(host -> client.forward(instance.value(), host, port.port(), refused))
        .orElseGet(() -> client.forward(instance.value(), port.port(), refused));
  }

  private static Tunnel tunnel(ForwardSession session) {
    try {
      return new ForwardTunnel(session.connect());
    } catch (IOException ended) {
      throw new UserError(
          ExitCode.SESSION_FAILED,
          "A connection could not be forwarded",
          String.valueOf(ended.getMessage()),
          "Start the command again.",
          ended);
    }
  }

  private record ForwardTunnel(ForwardedConnection connection) implements Tunnel {
    @Override
    public InputStream input() {
      return connection.input();
    }

    @Override
    public OutputStream output() {
      return connection.output();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
