package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Connections that a client opened and nobody has served yet. */
final class AcceptedConnections {
  private final Deque<ForwardedConnection> waiting = new ArrayDeque<>();
  private SessionEnd end;
  private IOException failure;

  synchronized void add(ForwardedConnection connection) {
    waiting.add(connection);
    notifyAll();
  }

  synchronized void end(SessionEnd how) {
    end = how;
    notifyAll();
  }

  /** There is no use in another. */
  synchronized void fail(IOException why) {
    failure = why;
    notifyAll();
  }

  /**
   * Waits for the next; those that came before the session's end come before it here, too.
   *
   * @return empty if the session has ended well
   * @throws IOException if it broke
   */
  synchronized Optional<ForwardedConnection> next() throws IOException, InterruptedException {
    while (waiting.isEmpty() && end == null && failure == null) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
    if (!waiting.isEmpty()) {
      return Optional.of(waiting.remove());
    }
    return switch (end.kind()) {
      case CLOSED_HERE, REMOTE_EOF, CLOSED_BY_SERVICE -> Optional.empty();
      case TIMED_OUT, SILENT, BROKEN ->
          throw new IOException("the connection to the client was lost: " + end.text());
    };
  }
}
