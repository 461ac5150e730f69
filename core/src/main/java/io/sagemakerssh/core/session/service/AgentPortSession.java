package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.SessionEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The agent's end of a port session: bytes between the client and the port. One thread may read
 * while another writes and a third closes.
 */
public final class AgentPortSession implements AutoCloseable {
  private AgentPortSession() {}

  public String sessionId() {
    throw new UnsupportedOperationException();
  }

  /** The client's version, as its handshake gave it. */
  public String clientVersion() {
    throw new UnsupportedOperationException();
  }

  /**
   * What the client sends. Ends when the client terminates the session; throws {@link IOException}
   * when it breaks.
   */
  public InputStream input() {
    throw new UnsupportedOperationException();
  }

  /** Sent to the client at once; blocks while too much is unacknowledged. Needs no flush. */
  public OutputStream output() {
    throw new UnsupportedOperationException();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until the client has acknowledged everything, at most 2 s, and closes the data channel.
   * The agent then reports with {@link ControlChannel#sendTaskComplete}.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
