package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionClientTest {
  private final FakeSessionCalls calls = new FakeSessionCalls();
  private final FakeScheduler scheduler = new FakeScheduler();
  private final ScriptedAgent agent = ScriptedAgent.ofPort();
  private final AtomicInteger closed = new AtomicInteger();
  private final SessionClient client =
      new SessionClient(
          calls, agent.peer(), ChannelSettings.defaults(), scheduler, closed::incrementAndGet);

  @Test
  void startsAnSshSessionToAPort() {
    PortSession session = client.connect("mi-1", 2222);

    assertThat(session.sessionId()).isEqualTo("s-1");
    assertThat(calls.calls()).containsExactly("start mi-1 AWS-StartSSHSession {portNumber=[2222]}");
  }

  @Test
  void trap20AFirstConnectionThatFailsIsAnErrorAndNoHang() {
    agent.peer().refuseAlways(new IOException("no websocket for you"));
    CompletableFuture<PortSession> connecting =
        CompletableFuture.supplyAsync(() -> client.connect("mi-1", 22));
    Awaitility.await().until(() -> scheduler.waiting() == 2);

    scheduler.advance(Duration.ofSeconds(5));

    assertThatThrownBy(connecting::get)
        .cause()
        .isInstanceOfSatisfying(
            UserError.class,
            failed -> {
              assertThat(failed.exitCode()).isEqualTo(ExitCode.SESSION_FAILED);
              assertThat(failed.why()).isEqualTo("no websocket for you");
            });
  }

  @Test
  void aSessionThatDoesNotOpenIsTerminated() {
    agent.peer().whenOpened(() -> agent.peer().close("refused"));

    assertThatThrownBy(() -> client.connect("mi-1", 22)).isInstanceOf(UserError.class);

    assertThat(calls.calls()).last().isEqualTo("terminate s-1");
  }

  @Test
  void goesOnAfterALossWithAResumedSession() throws Exception {
    PortSession session = client.connect("mi-1", 22);
    agent.peer().socket().cut();
    Awaitility.await().until(() -> agent.peer().opened() == 2);
    agent.data("on");

    assertThat(session.input().readNBytes(2)).asString().isEqualTo("on");
    assertThat(calls.calls()).last().isEqualTo("resume s-1");
  }

  @Test
  void takesWhatTheServicesAddressSaysOfMessages() throws Exception {
    PortSession session =
        client.open(
            new SessionTicket(
                "s-1",
                URI.create("ws://127.0.0.1/v1/data-channel/s-1?a=b&message-bytes=4096"),
                "t"));
    session.output().write(new byte[10_000]);

    assertThat(agent.peer().socket().received())
        .filteredOn(message -> message.payloadType() == PayloadType.OUTPUT)
        .extracting(message -> message.payloadSize())
        .containsExactly(4096, 4096, 1808);
  }

  /** Else the service keeps it, and the agent with it, until it has idled for long. */
  @Test
  void closingEndsTheSessionsThatAreOpen() {
    PortSession session = client.connect("mi-1", 22);

    client.close();

    assertThat(agent.peer().socket().received())
        .extracting(message -> message.payloadType())
        .last()
        .isEqualTo(PayloadType.FLAG);
    assertThat(session.end()).isCompleted();
  }

  @Test
  void closingTerminatesASessionThatIsNotYetOpen() {
    agent.peer().refuseAlways(new IOException("no websocket for you"));
    CompletableFuture<PortSession> connecting =
        CompletableFuture.supplyAsync(() -> client.connect("mi-1", 22));
    Awaitility.await().until(() -> scheduler.waiting() == 2);

    client.close();

    assertThat(calls.calls()).last().isEqualTo("terminate s-1");
    assertThat(connecting).isNotDone();
  }

  @Test
  void closingEndsItsThreads() {
    client.close();

    assertThat(closed).hasValue(1);
  }
}
