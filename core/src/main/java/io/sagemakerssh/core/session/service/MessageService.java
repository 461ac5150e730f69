package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.SystemScheduler;
import io.sagemakerssh.core.session.channel.WebSockets;
import io.sagemakerssh.core.session.wire.OpenControlChannel;
import io.sagemakerssh.core.web.WebClient;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The Session Manager message service (ssmmessages), as the agent of one managed instance sees it.
 * Safe for use by several threads.
 */
public final class MessageService implements AutoCloseable {
  private final SystemScheduler scheduler = new SystemScheduler();
  private final MessageServiceCalls calls;
  private final AgentIdentity agent;
  private final ChannelSettings settings;

  /**
   * The service.
   *
   * @param endpoint {@code http:} or {@code https:}; the websockets' is the same with {@code ws:}
   *     or {@code wss:}
   * @param credentials asked at each call and each connect
   * @param web makes the calls and opens the websockets
   */
  public MessageService(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      WebClient web,
      AgentIdentity agent,
      ChannelSettings settings) {
    RequestSignature signature = new RequestSignature(credentials, region, Clock.systemUTC());
    this.calls = new MessageServiceCalls(endpoint, signature, web, new WebSockets(web, scheduler));
    this.agent = agent;
    this.settings = settings;
  }

  /**
   * The instance's control channel. Connects, and connects again, in the background until closed.
   */
  public ControlChannel openControlChannel(ControlChannelListener listener) {
    ControlChannel channel = new ControlChannel(scheduler, this::connectControlChannel, listener);
    channel.open();
    return channel;
  }

  /**
   * Opens the agent's end of a port session: data channel and handshake. Returns when bytes can
   * flow, within 15 s.
   *
   * @param properties the document's, with the parameters filled in: {@code {"portNumber":"22"}}
   * @throws IOException if the service cannot be reached or refuses the data channel, or if the
   *     client does not finish the handshake; its message is fit for {@code agent_task_complete}
   */
  public AgentPortSession openPortSession(String sessionId, JsonObject properties)
      throws IOException {
    AgentPortSession session =
        new AgentPortSession(
            sessionId, settings, scheduler, opener(sessionId), agent.agentVersion());
    session.open(properties);
    return session;
  }

  /**
   * Opens the agent's end of a session that forwards connections; otherwise as {@link
   * #openPortSession}.
   */
  public AgentForwardSession openForwardSession(String sessionId, JsonObject properties)
      throws IOException {
    AgentForwardSession session =
        new AgentForwardSession(
            sessionId, settings, scheduler, opener(sessionId), agent.agentVersion());
    session.open(properties);
    return session;
  }

  /**
   * Opens the agent's end of a session of a shell or a command.
   *
   * @param type {@code Standard_Stream}, {@code InteractiveCommands} or {@code
   *     NonInteractiveCommands}
   * @param encryption demanded by the account's preferences; empty if they do not
   * @param listener what else the client says
   * @throws IOException as {@link #openPortSession}
   */
  public AgentShellSession openShellSession(
      String sessionId,
      String type,
      Optional<AgentEncryption> encryption,
      AgentShellSession.Listener listener)
      throws IOException {
    AgentShellSession session =
        new AgentShellSession(
            sessionId,
            settings,
            scheduler,
            opener(sessionId),
            agent.agentVersion(),
            encryption,
            listener);
    session.open(type);
    return session;
  }

  /** Ends the threads; channels that are still open break with their websocket. */
  @Override
  public void close() {
    scheduler.close();
  }

  private AgentOpener opener(String sessionId) {
    return new AgentOpener(sessionId, agent.instanceId(), calls, scheduler);
  }

  private FrameSocket connectControlChannel(FrameSocket.Listener listener) throws IOException {
    String token = calls.createControlChannel(agent.instanceId());
    FrameSocket socket = calls.openControlChannel(agent.instanceId(), listener);
    socket.sendText(
        new OpenControlChannel(UUID.randomUUID(), token, agent.agentVersion(), agent.platformType())
            .print());
    return socket;
  }
}
