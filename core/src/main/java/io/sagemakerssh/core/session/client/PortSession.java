package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.channel.SessionEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * A session to a port of a managed instance: bytes in, bytes out. Bytes pass unchanged, whatever
 * their value. One thread may read while another writes and a third closes.
 */
public final class PortSession implements AutoCloseable {
  private PortSession() {}

  public String sessionId() {
    throw new UnsupportedOperationException();
  }

  /**
   * What the port sends. Ends when the session ends well; throws {@link IOException} when it
   * breaks.
   */
  public InputStream input() {
    throw new UnsupportedOperationException();
  }

  /** Sent to the port at once; blocks while too much is unacknowledged. Needs no flush. */
  public OutputStream output() {
    throw new UnsupportedOperationException();
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    throw new UnsupportedOperationException();
  }

  /**
   * Tells the agent to end the session, waits until it has taken everything, at most 2 s, and
   * closes the websocket. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
