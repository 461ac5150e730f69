package io.sagemakerssh.core.session.client;

import static io.sagemakerssh.core.session.client.ScriptedAgent.sessionType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.Role;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's handshake, traps of PROTOCOL part F by their numbers. */
@Timeout(30)
class ClientHandshakeTest {
  private final FakeScheduler scheduler = new FakeScheduler();

  private PortSession session(ScriptedAgent agent) {
    return new PortSession("s-1", ChannelSettings.defaults(), scheduler, agent.peer());
  }

  @Test
  void answersThatItTakesAPort() {
    ScriptedAgent agent = ScriptedAgent.ofPort();

    session(agent).open();

    assertThat(agent.responses())
        .singleElement()
        .satisfies(
            response ->
                assertThat(response.actions())
                    .containsExactly(new HandshakeResponse.Action("SessionType", 1, "")));
  }

  @Test
  void trap18ItsVersionHasFourPartsAndIsPastTheAgentsGates() {
    ScriptedAgent agent = ScriptedAgent.ofPort();

    session(agent).open();

    String version = agent.responses().get(0).clientVersion();
    assertThat(version).matches("[0-9]+(\\.[0-9]+){3}");
    // Above 1.2.331 the agent sends no keep-alives in multiplexed sessions.
    assertThat(Integer.parseInt(version.split("\\.")[2])).isGreaterThan(331);
  }

  @Test
  void trap09NothingIsSentBeforeTheHandshakeIsComplete() throws Exception {
    ScriptedAgent agent = ScriptedAgent.asking(sessionType("Port", "{}"));
    PortSession session = session(agent);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(session::open).thenRun(() -> write(session, "SSH-2.0-test\r\n"));
    Awaitility.await().until(() -> !agent.responses().isEmpty());
    assertThat(agent.peer().socket().sequences()).hasSize(1);
    assertThat(writing).isNotDone();

    agent.complete();

    writing.get(10, TimeUnit.SECONDS);
    assertThat(agent.peer().socket().sequences()).hasSize(2);
  }

  @Test
  void aRepeatedRequestIsAnsweredOnce() {
    ScriptedAgent agent = ScriptedAgent.ofPort();
    session(agent).open();

    agent.send(
        PayloadType.HANDSHAKE_REQUEST,
        HandshakeRequest.ofSessionType("3.3.0.0", "Port", new JsonObject()).payload());

    assertThat(agent.responses()).hasSize(1);
  }

  @Test
  void anUnknownActionIsRefusedAsUnsupported() {
    ScriptedAgent agent =
        ScriptedAgent.asking(
            sessionType("Port", "{}"), new HandshakeRequest.Action("Dance", new JsonObject()));

    assertThatThrownBy(() -> session(agent).open())
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> {
              assertThat(refused.exitCode()).isEqualTo(ExitCode.SESSION_FAILED);
              assertThat(refused.why()).contains("Dance");
            });
    assertThat(agent.responses().get(0).actions())
        .extracting(HandshakeResponse.Action::status)
        .containsExactly(HandshakeResponse.SUCCESS, HandshakeResponse.UNSUPPORTED);
  }

  @Test
  void aSessionOfAnotherTypeIsRefused() {
    ScriptedAgent agent = ScriptedAgent.asking(sessionType("NonInteractiveCommands", "{}"));

    assertThatThrownBy(() -> session(agent).open())
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> assertThat(refused.why()).contains("NonInteractiveCommands"));
    assertThat(agent.responses().get(0).actions().get(0).status())
        .isEqualTo(HandshakeResponse.FAILED);
  }

  @Test
  void anAgentThatDoesNotFinishIsGivenUpAfterFifteenSeconds() {
    ScriptedAgent agent = ScriptedAgent.asking(sessionType("Port", "{}"));
    PortSession session = session(agent);
    CompletableFuture<Void> opening = CompletableFuture.runAsync(session::open);
    Awaitility.await().until(() -> agent.peer().opened() == 1 && !agent.responses().isEmpty());

    scheduler.advance(Duration.ofMillis(14_999));
    assertThat(opening).isNotDone();
    scheduler.advance(Duration.ofMillis(1));

    assertThat(opening)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("within 15 s");
  }

  @Test
  void theServicesReasonForClosingIsTold() {
    ScriptedAgent agent = ScriptedAgent.asking(sessionType("Port", "{}"));
    agent.peer().reactWith(message -> agent.peer().close("Connection to destination port failed"));

    assertThatThrownBy(() -> session(agent).open())
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> assertThat(refused.why()).contains("Connection to destination port failed"));
  }

  @Test
  void malformedRequestsAreDropped() {
    ScriptedAgent agent = ScriptedAgent.ofPort();
    agent
        .peer()
        .whenOpened(
            () -> {
              agent.send(PayloadType.HANDSHAKE_REQUEST, StandardCharsets.UTF_8.encode("{"));
              agent.send(PayloadType.HANDSHAKE_COMPLETE, ByteBuffer.wrap(new byte[] {'x'}));
              agent.send(
                  PayloadType.HANDSHAKE_REQUEST,
                  new HandshakeRequest("3.3.0.0", java.util.List.of(sessionType("Port", "{}")))
                      .payload());
            });

    session(agent).open();

    assertThat(agent.responses()).hasSize(1);
  }

  @Test
  void anInterruptedWaitEndsTheSession() throws Exception {
    ScriptedAgent agent = ScriptedAgent.asking(sessionType("Port", "{}"));
    PortSession session = session(agent);
    CompletableFuture<ExitCode> result = new CompletableFuture<>();
    Thread opening =
        new Thread(
            () -> {
              try {
                session.open();
              } catch (UserError interrupted) {
                result.complete(interrupted.exitCode());
              }
            });
    opening.start();
    Awaitility.await().until(() -> agent.peer().opened() == 1);

    opening.interrupt();

    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(session.end()).isCompleted();
  }

  /** Else the caller would send data in the middle of the handshake, which drops it. */
  @Test
  void aRequestInTheMomentThatTheWaitForOneIsOverIsAnsweredAfterThat() throws Exception {
    CompletableFuture<Boolean> wasOver = new CompletableFuture<>();
    AtomicReference<ClientHandshake> handshake = new AtomicReference<>();
    Thread asking = new Thread(() -> ask(handshake.get()), "test-asking");
    Scheduler racing = mock(Scheduler.class, delegatesTo(scheduler));
    Scheduler.Task timeout =
        () -> {
          asking.start();
          Awaitility.await()
              .until(() -> asking.getState() == Thread.State.BLOCKED || wasOver.isDone());
        };
    doReturn(timeout).when(racing).schedule(any(), any());
    DataChannel channel =
        new DataChannel(
            "s-1",
            Role.CLIENT,
            ChannelSettings.defaults(),
            scheduler,
            ScriptedAgent.ofPort().peer(),
            mock(DataChannel.Handler.class));
    handshake.set(
        new ClientHandshake(
            channel,
            Duration.ofSeconds(15),
            racing,
            offered -> {
              wasOver.complete(handshake.get().isDone());
              return Optional.empty();
            }));
    handshake.get().begin();

    handshake.get().skip();

    assertThat(wasOver.get(10, TimeUnit.SECONDS)).isTrue();
    asking.join();
  }

  private static void ask(ClientHandshake handshake) {
    HandshakeRequest request =
        new HandshakeRequest("3.3.0.0", List.of(sessionType("Standard_Stream", "{}")));
    try {
      handshake.onMessage(
          AgentMessage.stream(
              MessageType.OUTPUT_STREAM_DATA,
              0,
              0,
              Instant.EPOCH,
              PayloadType.HANDSHAKE_REQUEST,
              request.payload()));
    } catch (MalformedFrameException bad) {
      throw new AssertionError(bad);
    }
  }

  private static void write(PortSession session, String text) {
    try {
      session.output().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
