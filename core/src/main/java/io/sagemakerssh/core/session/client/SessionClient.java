package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import java.net.http.HttpClient;

/**
 * Opens sessions from the laptop. One a process is enough, for any number of sessions; safe for use
 * by several threads.
 */
public final class SessionClient implements AutoCloseable {

  /**
   * A client.
   *
   * @param http opens the websockets: its proxy selector and TLS context count
   */
  public SessionClient(SessionCalls calls, HttpClient http, ChannelSettings settings) {}

  /**
   * Starts a session of {@code AWS-StartSSHSession} to a port of a managed instance and opens it.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if the session cannot be opened
   */
  public PortSession connect(String instanceId, int port) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a started session: websocket and handshake. Returns when bytes can flow.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if it cannot be opened
   */
  public PortSession open(SessionTicket ticket) {
    throw new UnsupportedOperationException();
  }

  /** Ends the client's threads; sessions that are still open break. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
