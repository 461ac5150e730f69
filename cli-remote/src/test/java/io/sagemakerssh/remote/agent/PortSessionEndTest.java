package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.service.AgentForwardSession;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** How sessions to ports end, traps of PROTOCOL part F by their numbers. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PortSessionEndTest {
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
  void endsWhenTheClientTerminates() throws Exception {
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      agent.client().end(SessionEnd.Kind.REMOTE_EOF, "");

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(agent.service().nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void endsWhenTheServiceClosesTheSession() throws Exception {
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      agent.client().send("x");
      assertThat(accepted.getInputStream().read()).isEqualTo('x');

      agent.sessions().onClosed(new ChannelClosed("m", "mi-1", "user-1", "", ""));

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(agent.service().nextTaskComplete().status()).isEqualTo("Success");
  }

  /** Or all else that the service asks would wait until the last bytes have arrived. */
  @Test
  void closingASessionKeepsNobodyWaiting() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      agent.client().send("x");
      assertThat(accepted.getInputStream().read()).isEqualTo('x');
      doAnswer(
              call -> {
                drained.await();
                agent.client().end(SessionEnd.Kind.CLOSED_HERE, "");
                return null;
              })
          .when(agent.client().session())
          .close();

      agent.sessions().onClosed(new ChannelClosed("m", "mi-1", "user-1", "", ""));
      drained.countDown();

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(agent.service().nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void lostClientIsAFailure() throws Exception {
    agent.startSsh();
    try (Socket accepted = agent.server().accept()) {
      agent.client().end(SessionEnd.Kind.BROKEN, "no answer");

      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
    TaskComplete complete = agent.service().nextTaskComplete();
    assertThat(complete.status()).isEqualTo("Failed");
    assertThat(complete.output()).contains("no answer");
  }

  /** The service closes the client's end on that report, with whatever is on its way to it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trap23TheDataChannelIsClosedBeforeTheEndIsReported(boolean isForwarding) throws Exception {
    AgentForwardSession forward = mock(AgentForwardSession.class);
    when(agent.messages().openForwardSession(any(), any())).thenReturn(forward);
    String properties =
        isForwarding
            ? "{\"portNumber\":\"{{ portNumber }}\",\"type\":\"LocalPortForwarding\"}"
            : "{\"portNumber\":\"{{ portNumber }}\"}";
    agent.server().close();
    int port = agent.server().getLocalPort();
    agent.inside().listen(port);
    agent.client().end(SessionEnd.Kind.REMOTE_EOF, "");

    agent.start(PortAgent.task("Port", properties, Integer.toString(port)));

    agent.service().nextTaskComplete();
    InOrder order = inOrder(agent.client().session(), forward, agent.service().channel());
    if (isForwarding) {
      order.verify(forward).close();
    } else {
      order.verify(agent.client().session(), atLeastOnce()).close();
    }
    order.verify(agent.service().channel()).sendTaskComplete(any());
    order.verifyNoMoreInteractions();
  }
}
