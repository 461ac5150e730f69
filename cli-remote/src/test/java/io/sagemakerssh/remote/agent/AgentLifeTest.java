package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.service.ControlChannelListener;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent from its start to its end, traps of PROTOCOL part F by their numbers. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AgentLifeTest {
  private final RecordedChannel service = new RecordedChannel();
  private final RunCommand commands = mock(RunCommand.class);
  private final AgentSessions sessions = mock(AgentSessions.class);
  private final List<String> doings = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ControlChannelListener> opened = new CompletableFuture<>();
  private final FakeScheduler scheduler = new FakeScheduler();
  private Optional<Throwable> failure = Optional.empty();
  private final AgentLife life =
      new AgentLife(
          () -> {
            doings.add("ping");
            failure.ifPresent(AgentLifeTest::raise);
          },
          listener -> {
            doings.add("channel");
            opened.complete(listener);
            return service.channel();
          },
          commands,
          sessions,
          scheduler);

  @AfterEach
  void stop() {
    life.close();
  }

  private ControlChannelListener listener() throws Exception {
    return opened.get(20, TimeUnit.SECONDS);
  }

  @Test
  void onlineOnceThePingIsTakenAndTheChannelIsOpen() throws Exception {
    life.start();

    assertThat(life.online()).isNotDone();
    listener().onConnected();
    life.online().get(20, TimeUnit.SECONDS);
    assertThat(doings).containsExactly("ping", "channel");
  }

  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  static List<Throwable> failures() {
    return List.of(new IllegalStateException("no network"), new NoClassDefFoundError("no network"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void pingsAgainUntilOneIsTaken(Throwable passing) {
    failure = Optional.of(passing);
    life.start();
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(doings).containsExactly("ping", "ping");
    assertThat(life.lastFailure()).isEqualTo("no network");

    failure = Optional.empty();
    scheduler.advance(Duration.ofSeconds(2));

    assertThat(doings).containsExactly("ping", "ping", "ping", "channel");
  }

  @Test
  void pausesUpToAMinuteWhilePingsFail() {
    failure = Optional.of(new IllegalStateException("no network"));
    life.start();
    scheduler.advance(Duration.ofHours(1));
    assertThat(doings).hasSizeBetween(60, 140);
  }

  @Test
  void pingsEveryFiveMinutesForAsLongAsItLives() {
    life.start();
    scheduler.advance(Duration.ofMinutes(11));
    assertThat(doings).containsExactly("ping", "channel", "ping", "ping");
    life.close();
    scheduler.advance(Duration.ofHours(1));
    assertThat(doings).hasSize(4);
  }

  @Test
  void remembersWhyTheChannelIsDown() throws Exception {
    life.start();

    listener().onDisconnected(new IllegalStateException("refused"));

    assertThat(life.lastFailure()).isEqualTo("refused");
    assertThat(life.online()).isNotDone();
  }

  /** The official agent drops it without a word. */
  @Test
  void trap37AJobThatComesWhileTheChannelOpensIsKept() throws Exception {
    JobSend job = new JobSend("id", "aws.ssm.sendCommand", new JsonObject());
    UUID message = UUID.randomUUID();
    CompletableFuture<Thread> early = new CompletableFuture<>();
    AgentLife opening =
        new AgentLife(
            () -> {},
            listener -> {
              Thread socket = new Thread(() -> listener.onJob(message, job), "test-socket");
              early.complete(socket);
              socket.setDaemon(true);
              socket.start();
              await().until(() -> socket.getState() == Thread.State.WAITING);
              verifyNoInteractions(commands);
              return service.channel();
            },
            commands,
            sessions,
            scheduler);

    opening.start();

    early.get().join();
    verify(commands).onJob(service.channel(), message, job);
    opening.close();
  }

  @Test
  void whatTheChannelBringsGoesToCommandsAndSessions() throws Exception {
    life.start();
    UUID message = UUID.randomUUID();
    JobSend job = new JobSend("id", "aws.ssm.sendCommand", new JsonObject());
    StartSessionTask task = new StartSessionTask("s", "d", new JsonObject(), Map.of(), "");
    ChannelClosed closed = new ChannelClosed("m", "mi-1", "s", "", "");

    listener().onJob(message, job);
    listener().onStartSession(task);
    listener().onSessionClosed(closed);

    verify(commands).onJob(service.channel(), message, job);
    verify(sessions).onStart(service.channel(), task);
    verify(sessions).onClosed(closed);
  }

  @Test
  void closingEndsEverything() throws Exception {
    life.start();
    listener();

    life.close();

    verify(commands).close();
    verify(sessions).close();
    verify(service.channel(), timeout(20_000).atLeastOnce()).close();
  }
}
