package io.sagemakerssh.core.session.client;

import java.net.URI;

/**
 * What StartSession and ResumeSession answer: the right to open one session's websocket.
 *
 * @param streamUrl {@code wss:} or {@code ws:}, opened exactly as given
 * @param token a secret, shown to nobody
 */
public record SessionTicket(String sessionId, URI streamUrl, String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "SessionTicket[" + sessionId + "]";
  }
}
