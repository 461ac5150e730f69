package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.Sleeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this machine, reachable from it alone, that leads to the container's SSH port: each
 * accepted connection gets a tunnel of its own.
 */
public final class LocalListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalListener.class);

  /** Where a connection cannot be taken, as of too many open files, the next one may be. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** What a connection takes to end after the program at its end has. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private final ServerSocket server;
  private final Sleeper sleeper;
  private final LocalConnections connections = new LocalConnections();
  private final AtomicReference<UserError> failure = new AtomicReference<>();
  private final AtomicInteger count = new AtomicInteger();

  LocalListener(ServerSocket server, Sleeper sleeper) {
    this.server = server;
    this.sleeper = sleeper;
  }

  /**
   * Takes the port; connections wait until {@link #serve}.
   *
   * @param port 0 takes any free one
   * @throws UserError with {@link ExitCode#PORT_IN_USE} if it is taken, or not the user's to take
   */
  public static LocalListener bind(int port) {
    return bind(port, "give --local-port another number, 0 for any free one.");
  }

  /**
   * As {@link #bind(int)}.
   *
   * @param another how to choose another port, to follow "End that program, or"
   */
  public static LocalListener bind(int port, String another) {
    try {
      ServerSocket server = new ServerSocket();
      try {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new LocalListener(server, Sleeper.THREAD);
      } catch (IOException refused) {
        server.close();
        throw refused;
      }
    } catch (IOException refused) {
      throw refused(port, another, refused);
    }
  }

  static UserError refused(int port, String another, IOException refused) {
    String said = String.valueOf(refused.getMessage());
    boolean forbidden = said.contains("Permission denied");
    return new UserError(
        ExitCode.PORT_IN_USE,
        "Cannot listen on 127.0.0.1:" + port,
        forbidden
            ? "ports this low are for root (" + said + ")"
            : "another program has the port, perhaps another 'connect' (" + said + ")",
        (forbidden ? "Take a port from 1024 on: " : "End that program, or ") + another,
        refused);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Begins to accept connections. */
  public void serve(TunnelOpener opener) {
    start("sm-ssh-listener", () -> accept(opener));
  }

  /** Why the last tunnel that could not be opened could not. */
  public Optional<UserError> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Takes no more connections, and waits until those that are open have ended.
   *
   * @param lasting is told how many they are, unless they end at once
   */
  public void drain(IntConsumer lasting) throws InterruptedException {
    LocalConnections.close(server);
    if (!connections.awaitNone(AT_ONCE)) {
      lasting.accept(connections.count());
      connections.awaitNone();
    }
  }

  /** Frees the port and breaks the connections. */
  @Override
  public void close() {
    LocalConnections.close(server);
    connections.breakAll();
  }

  private void accept(TunnelOpener opener) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.began(connection);
        if (server.isClosed()) {
          LocalConnections.close(connection);
        }
        start("sm-ssh-connection-" + count.incrementAndGet(), () -> serve(connection, opener));
      } catch (IOException failure) {
        LOG.debug("No connection", failure);
        if (!server.isClosed()) {
          sleeper.sleepOrGiveUp(PAUSE);
        }
      }
    }
  }

  private void serve(Socket connection, TunnelOpener opener) {
    try (connection) {
      connection.setTcpNoDelay(true);
      Tunnel tunnel = opener.open();
      // A connection that has ended is none of the open ones while its tunnel still closes.
      new Pump(connection.getInputStream(), connection.getOutputStream(), tunnel)
          .run(() -> connections.ended(connection));
    } catch (UserError refused) {
      LOG.debug("No tunnel for a connection", refused);
      failure.set(refused);
    } catch (IOException broken) {
      LOG.debug("A local connection broke", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      connections.ended(connection);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
