package io.sagemakerssh.remote.forward;

import io.sagemakerssh.core.polling.Sleeper;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a socket's connections for as long as it is open. */
final class Acceptor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  /** As where the daemon has too many open files: trying at once would fail as often as it can. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSocketChannel socket;
  private final Consumer<SocketChannel> taker;
  private final Sleeper sleeper;

  Acceptor(ServerSocketChannel socket, Consumer<SocketChannel> taker, Sleeper sleeper) {
    this.socket = socket;
    this.taker = taker;
    this.sleeper = sleeper;
  }

  @Override
  public void run() {
    while (socket.isOpen()) {
      try {
        taker.accept(socket.accept());
      } catch (IOException failure) {
        LOG.debug("No connection: {}", failure.toString());
        if (socket.isOpen()) {
          sleeper.sleepOrGiveUp(PAUSE);
        }
      }
    }
  }
}
