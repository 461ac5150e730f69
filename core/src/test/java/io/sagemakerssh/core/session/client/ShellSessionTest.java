package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's end, against an agent that says what PROTOCOL.md A.6 and C.7 have it say. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ShellSessionTest {
  private static final String COMMAND =
      "[{\"ActionType\":\"SessionType\",\"ActionParameters\":"
          + "{\"SessionType\":\"NonInteractiveCommands\",\"Properties\":null}}]";

  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final AgentScript agent = new AgentScript(scheduler);

  private CompletableFuture<ShellSession> opening() {
    return agent.opening(client -> client.openShell(FakeSessionCalls.ticket("token")));
  }

  @Test
  void shellThatSpeaksNeedsNoHandshake() throws Exception {
    CompletableFuture<ShellSession> opening = opening();
    agent.say(PayloadType.OUTPUT, "$ ");

    ShellSession shell = opening.get();
    shell.resize(new TerminalSize(120, 40));
    shell.input().write(3);

    assertThat(shell.output().readNBytes(2)).asString().isEqualTo("$ ");
    assertThat(agent.said(PayloadType.SIZE)).isEqualTo("{\"cols\":120,\"rows\":40}");
    assertThat(agent.sent(PayloadType.OUTPUT)).isEqualTo("03");
  }

  @Test
  void commandThatSaysNothingIsSpokenToAfterThreeSeconds() {
    CompletableFuture<ShellSession> opening = opening();

    scheduler.advance(Duration.ofSeconds(2));
    assertThat(opening).isNotDone();
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(opening.join().end()).isNotDone();
    scheduler.advance(Duration.ofSeconds(30));
    assertThat(opening.join().end()).as("no handshake is awaited").isNotDone();
  }

  @Test
  void trap09NothingIsSentWhileAHandshakeIsUnderWay() {
    CompletableFuture<ShellSession> opening = opening();
    agent.say(
        PayloadType.HANDSHAKE_REQUEST,
        "{\"AgentVersion\":\"3.3.0.0\",\"RequestedClientActions\":" + COMMAND + "}");

    await().until(() -> !agent.sent(PayloadType.HANDSHAKE_RESPONSE).isEmpty());
    scheduler.advance(Duration.ofSeconds(5));

    assertThat(opening).isNotDone();
  }

  @Test
  void commandsErrorsAndExitCodeComeApart() throws Exception {
    CompletableFuture<ShellSession> opening = opening();
    agent.handshake("3.3.0.0", COMMAND);
    ShellSession command = opening.get();

    agent.say(PayloadType.OUTPUT, "out");
    agent.say(PayloadType.STANDARD_ERROR, "err");
    agent.say(PayloadType.EXIT_CODE, "EXIT_CODE: 7");
    agent.peer().close("");

    assertThat(command.output().readAllBytes()).asString().isEqualTo("out");
    assertThat(command.errors().readAllBytes()).asString().isEqualTo("err");
    assertThat(command.exitCode()).hasValue(7);
  }

  @Test
  void portsDocumentIsRefused() {
    CompletableFuture<ShellSession> opening = opening();
    agent.handshake("3.3.0.0", COMMAND.replace("NonInteractiveCommands", "Port"));

    assertThatThrownBy(opening::join)
        .hasCauseInstanceOf(UserError.class)
        .cause()
        .extracting(e -> ((UserError) e).why())
        .asString()
        .contains("no shell");
  }

  @Test
  void closeTellsTheAgentToTerminate() throws Exception {
    CompletableFuture<ShellSession> opening = opening();
    agent.say(PayloadType.OUTPUT, "$ ");

    opening.get().close();

    assertThat(agent.sent(PayloadType.FLAG)).isEqualTo("00000002");
  }

  @Test
  void trap22WhatCameBeforeTheEndIsReadFirst() throws Exception {
    CompletableFuture<ShellSession> opening = opening();
    agent.say(PayloadType.OUTPUT, "bye");
    agent.peer().close("");

    assertThat(opening.get().output().readAllBytes()).asString().isEqualTo("bye");
  }
}
