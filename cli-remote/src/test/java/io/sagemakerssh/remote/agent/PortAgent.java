package io.sagemakerssh.remote.agent;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** An agent that has sessions to ports only, a server on one port, and one client. */
final class PortAgent implements AutoCloseable {
  private final RecordedChannel service = new RecordedChannel();
  private final MessageService messages = mock(MessageService.class);
  private final SessionCount count = mock(SessionCount.class);
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final EchoPort inside = new EchoPort();
  private final AgentSessions sessions;
  private final PortClient client = new PortClient();
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("localhost"));

  PortAgent() throws IOException {
    ThreadFactory daemons = DaemonThreads.named("session");
    ThreadFactory threads =
        work -> {
          Thread thread = daemons.newThread(work);
          started.add(thread);
          return thread;
        };
    this.sessions =
        new AgentSessions(
            Map.of("Port", new PortSessions(messages, inside, threads)), "mi-1", threads, count);
    when(messages.openPortSession(any(), any())).thenReturn(client.session());
  }

  /** What it tells the service. */
  RecordedChannel service() {
    return service;
  }

  /** Opens data channels, all of them to the client. */
  MessageService messages() {
    return messages;
  }

  SessionCount count() {
    return count;
  }

  AgentSessions sessions() {
    return sessions;
  }

  PortClient client() {
    return client;
  }

  /** The server that SSH sessions lead to. */
  ServerSocket server() {
    return server;
  }

  /** The server of its own process, on no port yet. */
  EchoPort inside() {
    return inside;
  }

  /** A session that the service asks for. */
  static StartSessionTask task(String type, String properties, String port) {
    JsonObject document = new JsonObject();
    document.addProperty("sessionType", type);
    document.add(
        "parameters",
        JsonParser.parseString(
            "{\"portNumber\":{\"default\":\"22\",\"allowedPattern\":\"^[0-9]+$\"}}"));
    document.add("properties", JsonParser.parseString(properties));
    return new StartSessionTask(
        "user-1", "AWS-StartSSHSession", document, Map.of("portNumber", port), "");
  }

  void start(StartSessionTask task) {
    sessions.onStart(service.channel(), task);
  }

  /** Starts a session to the server, as for SSH. */
  void startSsh() {
    start(
        task(
            "Port",
            "{\"portNumber\":\"{{ portNumber }}\"}",
            Integer.toString(server.getLocalPort())));
  }

  /** Waits until no session has anything left to do. */
  void awaitIdle() throws InterruptedException {
    for (Thread thread : started) {
      thread.join();
    }
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    server.close();
  }
}
