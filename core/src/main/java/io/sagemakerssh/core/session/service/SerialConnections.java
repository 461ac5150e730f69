package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.InboundStream;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * One connection after the other over a session, for clients that do not multiplex (PROTOCOL.md
 * C.4): the first begins with the session, each other with the first bytes after the end of the one
 * before. That the port has closed a connection cannot be told to such a client.
 */
final class SerialConnections {
  private static final SessionEnd DISCONNECTED = new SessionEnd(Kind.REMOTE_EOF, "");

  private final DataChannel channel;
  private final AcceptedConnections accepted;

  // Guarded by this.
  private Connection current;
  private boolean begun;
  private boolean ended;

  SerialConnections(DataChannel channel, AcceptedConnections accepted) {
    this.channel = channel;
    this.accepted = accepted;
  }

  /**
   * The port may be the one that speaks first: the client need not send to be connected. Nothing to
   * do if it has sent already, or is gone.
   */
  synchronized void begin() {
    if (!begun && !ended) {
      receiver();
    }
  }

  /** Whether bytes were taken. Called under the channel's lock. */
  boolean offer(ByteBuffer bytes) {
    return receiver().input.offer(bytes);
  }

  /** The client has closed its connection, after all that it has sent. */
  void disconnected() {
    endCurrent(DISCONNECTED);
  }

  /** The session has ended. */
  void end(SessionEnd how) {
    synchronized (this) {
      ended = true;
    }
    endCurrent(how);
  }

  private void endCurrent(SessionEnd how) {
    Connection last;
    synchronized (this) {
      last = current;
      current = null;
    }
    if (last != null) {
      last.isOver = true;
      last.input.end(how);
    }
  }

  private synchronized Connection receiver() {
    begun = true;
    if (current == null) {
      current = new Connection(channel.newInput());
      accepted.add(current);
    }
    return current;
  }

  private synchronized void forget(Connection closed) {
    if (current == closed) {
      current = null;
    }
  }

  private final class Connection implements ForwardedConnection {
    private final InboundStream input;
    private final OutputStream output;

    /** What the port still says would be taken for the next connection's. */
    private volatile boolean isOver;

    Connection(InboundStream input) {
      this.input = input;
      this.output = channel.newOutput(PayloadType.OUTPUT, () -> !isOver);
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public void close() {
      forget(this);
      input.close();
    }
  }
}
