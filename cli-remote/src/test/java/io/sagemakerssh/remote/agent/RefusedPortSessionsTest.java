package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions to ports that come to nothing, traps of PROTOCOL part F by their numbers. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RefusedPortSessionsTest {
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
  void aServerOfThisProcessMayRefuse() throws Exception {
    agent.inside().refuse();

    agent.startSsh();

    assertThat(agent.service().nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Failed", "mi-1", "The server is closed"));
    verify(agent.messages(), never()).openPortSession(any(), any());
  }

  @Test
  void trap24AClosedPortIsReportedAtOnceAndOnce() throws Exception {
    agent.server().close();

    agent.startSsh();

    TaskComplete complete = agent.service().nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output())
        .contains("Connection to destination port " + agent.server().getLocalPort() + " failed")
        .contains("refused");
    verify(agent.messages(), never()).openPortSession(any(), any());
    agent.awaitIdle();
    assertThat(agent.service().isSilent()).isTrue();
  }

  @Test
  void refusedDataChannelIsReported() throws Exception {
    when(agent.messages().openPortSession(any(), any()))
        .thenThrow(new IOException("refused with 400"));

    agent.startSsh();

    assertThat(agent.service().nextTaskComplete())
        .isEqualTo(new TaskComplete("user-1", "Failed", "mi-1", "refused with 400"));
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
    agent.start(PortAgent.task(type, properties, port));

    TaskComplete complete = agent.service().nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output()).contains(reason);
  }
}
