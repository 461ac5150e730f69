package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions to ports that are open: whom they reach, and what they carry. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PortSessionsTest {
  private PortAgent agent;

  @BeforeEach
  void listen() throws IOException {
    agent = new PortAgent();
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
  }

  @Test
  void countsItsOpenSessions() throws Exception {
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      assertThat(accepted.isConnected()).isTrue();
      verify(agent.count()).add("user-1");
      verify(agent.count(), never()).remove(any());
    }

    agent.service().nextTaskComplete();
    verify(agent.count()).remove("user-1");
  }

  @Test
  void carriesBytesBothWaysUntilTheServerIsDone() throws Exception {
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      agent.client().send("to the port");
      assertThat(accepted.getInputStream().readNBytes(11)).asString().isEqualTo("to the port");
      accepted.getOutputStream().write("to the client".getBytes(StandardCharsets.UTF_8));
      assertThat(agent.client().receive(13)).isEqualTo("to the client");
    }

    assertThat(agent.service().nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Success", "mi-1", ""));
    verify(agent.messages())
        .openPortSession(
            eq("user-1"),
            eq(
                JsonParser.parseString("{\"portNumber\":\"" + agent.server().getLocalPort() + "\"}")
                    .getAsJsonObject()));
  }

  @Test
  void aServerOfThisProcessIsReachedWithoutTcp() throws Exception {
    agent.inside().listen(agent.server().getLocalPort());
    agent.startSsh();

    agent.client().send("there and back");
    assertThat(agent.client().receive(14)).isEqualTo("there and back");
    agent.client().end(SessionEnd.Kind.REMOTE_EOF, "");

    assertThat(agent.service().nextTaskComplete().status()).isEqualTo("Success");
    assertThat(agent.inside().closed()).isDone();
    agent.server().setSoTimeout(1);
    assertThatThrownBy(agent.server()::accept).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void anotherHostIsNotThisProcess() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      agent.inside().listen(other.getLocalPort());
      agent.start(
          PortAgent.task(
              "Port",
              "{\"portNumber\":\"{{ portNumber }}\",\"host\":\"127.0.0.2\"}",
              Integer.toString(other.getLocalPort())));

      try (Socket accepted = other.accept()) {
        assertThat(accepted.isConnected()).isTrue();
      }
      assertThat(agent.service().nextTaskComplete().status()).isEqualTo("Success");
    }
  }

  @Test
  void sameRequestAgainStartsNoSecondSession() throws Exception {
    agent.startSsh();
    agent.startSsh();
    agent.server().accept().close();

    agent.service().nextTaskComplete();
    assertThat(agent.service().isSilent()).isTrue();
    verify(agent.messages()).openPortSession(any(), any());
  }
}
