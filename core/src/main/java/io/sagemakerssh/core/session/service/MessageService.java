package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The Session Manager message service (ssmmessages), as the agent of one managed instance sees it.
 * Safe for use by several threads.
 */
public final class MessageService implements AutoCloseable {

  /**
   * The service.
   *
   * @param endpoint {@code http:} or {@code https:}; the websockets' is the same with {@code ws:}
   *     or {@code wss:}
   * @param credentials asked at each call and each connect
   * @param http makes the calls and opens the websockets: its proxy selector and TLS context count
   */
  public MessageService(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      HttpClient http,
      AgentIdentity agent,
      ChannelSettings settings) {}

  /**
   * The instance's control channel. Connects, and connects again, in the background until closed.
   */
  public ControlChannel openControlChannel(ControlChannelListener listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens the agent's end of a port session: data channel and handshake. Returns when bytes can
   * flow.
   *
   * @param properties the document's, with the parameters filled in: {@code {"portNumber":"22"}}
   * @throws MessageServiceException if the service refuses the data channel
   * @throws IOException if it cannot be reached, or the client does not finish the handshake in 15
   *     s
   */
  public AgentPortSession openPortSession(String sessionId, JsonObject properties)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Ends the threads; channels that are still open break. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
