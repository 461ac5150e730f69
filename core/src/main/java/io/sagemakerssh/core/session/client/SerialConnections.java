package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.InboundStream;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection after the other over a session, for agents that do not multiplex (PROTOCOL.md
 * C.4). The agent connects to the port when the session begins, and after each end of a connection
 * anew once we send. What it sends between two of ours belongs to neither and is dropped; it has
 * sent all that belongs to the one before once it acknowledges that this is closed.
 */
final class SerialConnections {
  private static final Logger LOG = LoggerFactory.getLogger(SerialConnections.class);

  private final DataChannel channel;

  // Guarded by this, under which nothing of the channel is called.
  private Connection current;
  private boolean taken;
  private SessionEnd end;

  SerialConnections(DataChannel channel) {
    this.channel = channel;
    // The port may speak first, before anybody asks for the connection.
    this.current = new Connection(channel);
  }

  /** Takes the next connection; waits until the one before is closed. */
  synchronized ForwardedConnection connect() throws IOException {
    while (taken && end == null) {
      try {
        wait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while another connection is open");
      }
    }
    if (end != null) {
      throw new IOException("The session has ended");
    }
    if (current == null) {
      current = new Connection(channel);
    }
    taken = true;
    return current;
  }

  /** Whether bytes of the session were taken. Called under the channel's lock. */
  boolean offer(ByteBuffer bytes) {
    Connection receiver;
    synchronized (this) {
      receiver = current;
    }
    return receiver == null || receiver.input.offer(bytes);
  }

  void onEnd(SessionEnd how) {
    Connection last;
    synchronized (this) {
      end = how;
      last = current;
      notifyAll();
    }
    if (last != null) {
      last.input.end(how);
    }
  }

  private void closed(Connection connection) {
    connection.input.close();
    try {
      channel.send(PayloadType.FLAG, SessionFlag.DISCONNECT_TO_PORT.print());
      channel.awaitAcknowledged();
    } catch (IOException ended) {
      LOG.debug("Nobody to tell that a connection is closed: {}", ended.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      current = null;
      taken = false;
      notifyAll();
    }
  }

  /** The connection that has the session for itself. */
  private final class Connection implements ForwardedConnection {
    private final InboundStream input;
    private final OutputStream output;
    private final AtomicBoolean closed = new AtomicBoolean();

    Connection(DataChannel channel) {
      this.input = channel.newInput();
      // What a writer that was waiting still sends would be taken for the next connection's.
      this.output = channel.newOutput(PayloadType.OUTPUT, () -> !closed.get());
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
      if (closed.compareAndSet(false, true)) {
        closed(this);
      }
    }
  }
}
