package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.service.AgentForwardSession;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import io.sagemakerssh.remote.port.InProcessPorts;
import io.sagemakerssh.remote.port.PortConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** Sessions to ports, traps of PROTOCOL part F by their numbers. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PortSessionsTest {
  private final RecordedChannel service = new RecordedChannel();
  private final MessageService messages = mock(MessageService.class);
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final ThreadFactory daemons = DaemonThreads.named("session");
  private final ThreadFactory threads =
      work -> {
        Thread thread = daemons.newThread(work);
        started.add(thread);
        return thread;
      };
  private final SessionCount count = mock(SessionCount.class);
  private final InProcessServer inside = new InProcessServer();
  private final AgentSessions sessions =
      new AgentSessions(
          Map.of("Port", new PortSessions(messages, inside, threads)), "mi-1", threads, count);
  private final Client client = new Client();
  private ServerSocket server;

  /** A session's other end: what it sends comes out of the session's input, and so on. */
  private static final class Client {
    private final AgentPortSession session = mock(AgentPortSession.class);
    private final PipedOutputStream toAgent = new PipedOutputStream();
    private final PipedInputStream fromAgent = new PipedInputStream(1 << 16);
    private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();

    void attach() throws IOException {
      InputStream input = new PipedInputStream(toAgent, 1 << 16);
      OutputStream output = new PipedOutputStream(fromAgent);
      when(session.input()).thenReturn(input);
      when(session.output()).thenReturn(output);
      when(session.end()).thenReturn(end);
      doAnswer(
              call -> {
                end(SessionEnd.Kind.CLOSED_HERE, "");
                output.close();
                return null;
              })
          .when(session)
          .close();
    }

    void end(SessionEnd.Kind kind, String text) throws IOException {
      end.complete(new SessionEnd(kind, text));
      toAgent.close();
    }
  }

  /** A server of this process, which repeats what it hears; once it has a port. */
  private static final class InProcessServer implements InProcessPorts {
    private final PipedInputStream heard = new PipedInputStream(1 << 16);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private int port = -1;
    private boolean isRefusing;

    @Override
    public Optional<PortConnection> connectInProcess(int wanted) throws IOException {
      if (isRefusing) {
        throw new IOException("The server is closed");
      }
      return wanted == port ? Optional.of(echo()) : Optional.empty();
    }

    private PortConnection echo() throws IOException {
      PipedOutputStream output = new PipedOutputStream(heard);
      return new PortConnection() {
        @Override
        public InputStream input() {
          return heard;
        }

        @Override
        public OutputStream output() {
          return output;
        }

        @Override
        public void close() throws IOException {
          output.close();
          closed.complete(null);
        }
      };
    }
  }

  @BeforeEach
  void listen() throws IOException {
    client.attach();
    server = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
    when(messages.openPortSession(any(), any())).thenReturn(client.session);
  }

  @AfterEach
  void stop() throws IOException {
    sessions.close();
    server.close();
  }

  private static StartSessionTask task(String type, String properties, String port) {
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

  @Test
  void countsItsOpenSessions() throws Exception {
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      assertThat(accepted.isConnected()).isTrue();
      verify(count).add("user-1");
      verify(count, never()).remove(any());
    }

    service.nextTaskComplete();
    verify(count).remove("user-1");
  }

  private StartSessionTask ssh() {
    return task(
        "Port", "{\"portNumber\":\"{{ portNumber }}\"}", Integer.toString(server.getLocalPort()));
  }

  @Test
  void carriesBytesBothWaysUntilTheServerIsDone() throws Exception {
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      client.toAgent.write("to the port".getBytes(StandardCharsets.UTF_8));
      client.toAgent.flush();
      assertThat(accepted.getInputStream().readNBytes(11)).asString().isEqualTo("to the port");
      accepted.getOutputStream().write("to the client".getBytes(StandardCharsets.UTF_8));
      assertThat(client.fromAgent.readNBytes(13)).asString().isEqualTo("to the client");
    }

    assertThat(service.nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Success", "mi-1", ""));
    verify(messages)
        .openPortSession(
            eq("user-1"),
            eq(
                JsonParser.parseString("{\"portNumber\":\"" + server.getLocalPort() + "\"}")
                    .getAsJsonObject()));
  }

  @Test
  void aServerOfThisProcessIsReachedWithoutTcp() throws Exception {
    inside.port = server.getLocalPort();
    sessions.onStart(service.channel(), ssh());

    client.toAgent.write("there and back".getBytes(StandardCharsets.UTF_8));
    client.toAgent.flush();
    assertThat(client.fromAgent.readNBytes(14)).asString().isEqualTo("there and back");
    client.end(SessionEnd.Kind.REMOTE_EOF, "");

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    assertThat(inside.closed).isDone();
    server.setSoTimeout(1);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aServerOfThisProcessMayRefuse() throws Exception {
    inside.isRefusing = true;

    sessions.onStart(service.channel(), ssh());

    assertThat(service.nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Failed", "mi-1", "The server is closed"));
    verify(messages, never()).openPortSession(any(), any());
  }

  @Test
  void anotherHostIsNotThisProcess() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      inside.port = other.getLocalPort();
      sessions.onStart(
          service.channel(),
          task(
              "Port",
              "{\"portNumber\":\"{{ portNumber }}\",\"host\":\"127.0.0.2\"}",
              Integer.toString(inside.port)));

      try (Socket accepted = other.accept()) {
        assertThat(accepted.isConnected()).isTrue();
      }
      assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    }
  }

  @Test
  void endsWhenTheClientTerminates() throws Exception {
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      client.end(SessionEnd.Kind.REMOTE_EOF, "");

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void endsWhenTheServiceClosesTheSession() throws Exception {
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      client.toAgent.write('x');
      client.toAgent.flush();
      assertThat(accepted.getInputStream().read()).isEqualTo('x');

      sessions.onClosed(new ChannelClosed("m", "mi-1", "user-1", "", ""));

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
  }

  /** Or all else that the service asks would wait until the last bytes have arrived. */
  @Test
  void closingASessionKeepsNobodyWaiting() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      client.toAgent.write('x');
      client.toAgent.flush();
      assertThat(accepted.getInputStream().read()).isEqualTo('x');
      doAnswer(
              call -> {
                drained.await();
                client.end(SessionEnd.Kind.CLOSED_HERE, "");
                return null;
              })
          .when(client.session)
          .close();

      sessions.onClosed(new ChannelClosed("m", "mi-1", "user-1", "", ""));
      drained.countDown();

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void lostClientIsAFailure() throws Exception {
    sessions.onStart(service.channel(), ssh());
    try (Socket accepted = server.accept()) {
      client.end(SessionEnd.Kind.BROKEN, "no answer");

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    TaskComplete complete = service.nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output()).contains("no answer");
  }

  @Test
  void trap24AClosedPortIsReportedAtOnceAndOnce() throws Exception {
    StartSessionTask task = ssh();
    server.close();

    sessions.onStart(service.channel(), task);

    TaskComplete complete = service.nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output())
        .contains("Connection to destination port " + server.getLocalPort() + " failed")
        .contains("refused");
    verify(messages, never()).openPortSession(any(), any());
    for (Thread thread : started) {
      thread.join();
    }
    assertThat(service.isSilent()).isTrue();
  }

  /** The service closes the client's end on that report, with whatever is on its way to it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trap23TheDataChannelIsClosedBeforeTheEndIsReported(boolean isForwarding) throws Exception {
    AgentForwardSession forward = mock(AgentForwardSession.class);
    when(messages.openForwardSession(any(), any())).thenReturn(forward);
    String properties =
        isForwarding
            ? "{\"portNumber\":\"{{ portNumber }}\",\"type\":\"LocalPortForwarding\"}"
            : "{\"portNumber\":\"{{ portNumber }}\"}";
    server.close();
    inside.port = server.getLocalPort();
    client.end(SessionEnd.Kind.REMOTE_EOF, "");

    sessions.onStart(service.channel(), task("Port", properties, Integer.toString(inside.port)));

    service.nextTaskComplete();
    InOrder order = inOrder(client.session, forward, service.channel());
    if (isForwarding) {
      order.verify(forward).close();
    } else {
      order.verify(client.session, atLeastOnce()).close();
    }
    order.verify(service.channel()).sendTaskComplete(any());
    order.verifyNoMoreInteractions();
  }

  @Test
  void refusedDataChannelIsReported() throws Exception {
    when(messages.openPortSession(any(), any())).thenThrow(new IOException("refused with 400"));

    sessions.onStart(service.channel(), ssh());

    assertThat(service.nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Failed", "mi-1", "refused with 400"));
  }

  @Test
  void sameRequestAgainStartsNoSecondSession() throws Exception {
    sessions.onStart(service.channel(), ssh());
    sessions.onStart(service.channel(), ssh());
    server.accept().close();

    service.nextTaskComplete();
    assertThat(service.isSilent()).isTrue();
    verify(messages).openPortSession(any(), any());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Standard_Stream; {}; 22; Standard_Stream",
        "Port; {}; 22; not a port number",
        "Port; {\"portNumber\":\"{{ portNumber }}\"}; 0; not a port number",
        "Port; {\"portNumber\":\"{{ portNumber }}\"}; 65536; not a port number",
        "Port; {\"portNumber\":\"{{ portNumber }}\"}; 22a; does not match",
        "Port; {\"portNumber\":\"80\",\"host\":\"169.254.169.254\"}; 22; is forbidden",
        "Port; {\"portNumber\":\"80\",\"host\":\"169.254.170.2\"}; 22; is forbidden",
        "Port; {\"portNumber\":\"80\",\"host\":\"::ffff:169.254.169.254\"}; 22; is forbidden",
        "Port; {\"portNumber\":\"80\",\"host\":\"fd00:ec2::254\"}; 22; is forbidden",
        "Port; {\"portNumber\":\"80\",\"host\":\"no.such.host.invalid\"}; 22; knows no host"
      })
  void sessionThatCannotBeServedSaysWhy(String type, String properties, String port, String reason)
      throws Exception {
    sessions.onStart(service.channel(), task(type, properties, port));

    TaskComplete complete = service.nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output()).contains(reason);
  }
}
