package io.sagemakerssh.it.fault;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.client.PortSession;
import io.sagemakerssh.core.session.client.SessionCalls;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.client.SessionTicket;
import io.sagemakerssh.core.session.client.SsmSessionCalls;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.web.WebClient;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A port session with both of its ends, ours, in this process. */
public final class LocalSession implements AutoCloseable {
  private final PortSession client;
  private final AgentPortSession agent;
  private final SessionClient sessions;

  private LocalSession(PortSession client, AgentPortSession agent, SessionClient sessions) {
    this.client = client;
    this.agent = agent;
    this.sessions = sessions;
  }

  /**
   * Opens one.
   *
   * @param ssm calls by the endpoint that the client's websocket goes through, too
   */
  public static LocalSession open(SsmClient ssm, TestAgent agent, ChannelSettings settings) {
    SessionCalls calls = new SsmSessionCalls(ssm);
    SessionTicket ticket =
        calls.start(agent.id(), "AWS-StartSSHSession", Map.of("portNumber", List.of("22")));
    StartSessionTask task = agent.takeSession(ticket.sessionId());
    CompletableFuture<AgentPortSession> atAgent =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return agent
                    .messages()
                    .openPortSession(
                        ticket.sessionId(), task.documentContent().getAsJsonObject("properties"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    SessionClient sessions = new SessionClient(calls, WebClient.direct(), settings);
    return new LocalSession(sessions.open(ticket), atAgent.join(), sessions);
  }

  /** A client whose calls and websockets go through a proxy. */
  public static SsmClient ssmThrough(TestAws aws, FaultProxy proxy) {
    return SsmClient.builder()
        .endpointOverride(proxy.endpoint())
        .region(TestAws.REGION)
        .credentialsProvider(aws.credentials("alice"))
        .build();
  }

  public PortSession client() {
    return client;
  }

  public AgentPortSession agent() {
    return agent;
  }

  @Override
  public void close() {
    client.close();
    agent.close();
    sessions.close();
  }
}
