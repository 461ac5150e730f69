package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.service.ControlChannelListener;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AgentLifeTest {
  private final RecordedChannel service = new RecordedChannel();
  private final RunCommand commands = mock(RunCommand.class);
  private final AgentSessions sessions = mock(AgentSessions.class);
  private final List<String> doings = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ControlChannelListener> opened = new CompletableFuture<>();
  private volatile int pingsToFail;
  private final AgentLife life =
      new AgentLife(
          () -> {
            doings.add("ping");
            if (pingsToFail-- > 0) {
              throw new IllegalStateException("no network");
            }
          },
          listener -> {
            doings.add("channel");
            opened.complete(listener);
            return service.channel();
          },
          commands,
          sessions);

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

  @Test
  void pingsAgainUntilOneIsTaken() throws Exception {
    pingsToFail = 1;
    life.start();

    listener();
    assertThat(doings).containsExactly("ping", "ping", "channel");
    assertThat(life.lastFailure()).isEqualTo("no network");
  }

  @Test
  void remembersWhyTheChannelIsDown() throws Exception {
    life.start();

    listener().onDisconnected(new IllegalStateException("refused"));

    assertThat(life.lastFailure()).isEqualTo("refused");
    assertThat(life.online()).isNotDone();
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
