package io.sagemakerssh.core.session.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.encryption.TestDataKey;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's end, against an agent that says what PROTOCOL.md A.6 and C.7 have it say. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ShellSessionTest {
  private static final String ENCRYPTED_SHELL =
      "[{\"ActionType\":\"SessionType\",\"ActionParameters\":"
          + "{\"SessionType\":\"Standard_Stream\",\"Properties\":null}},"
          + "{\"ActionType\":\"KMSEncryption\",\"ActionParameters\":"
          + "{\"KMSKeyId\":\"key-1\",\"Challenge\":\"abc=\"}}]";

  private static final String COMMAND =
      "[{\"ActionType\":\"SessionType\",\"ActionParameters\":"
          + "{\"SessionType\":\"NonInteractiveCommands\",\"Properties\":null}}]";

  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final AgentScript agent = new AgentScript(scheduler);
  private final FakeDataKeys keys = new FakeDataKeys();

  private CompletableFuture<ShellSession> opening() {
    return agent.opening(
        client -> client.openShell(FakeSessionCalls.ticket("token"), "mi-1", keys));
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
  void trap39ACommandThatSaysNothingIsSpokenToAfterThreeSeconds() {
    CompletableFuture<ShellSession> opening = opening();

    scheduler.advance(Duration.ofSeconds(2));
    assertThat(opening).isNotDone();
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(opening.join().end()).isNotDone();
    scheduler.advance(Duration.ofSeconds(30));
    assertThat(opening.join().end()).as("no handshake is awaited").isNotDone();
  }

  /** Or the thread that reads from the network waits for what only it could hear. */
  @Test
  void lateHandshakeIsAnsweredOnceThereIsRoomForTheAnswer() throws Exception {
    CompletableFuture<ShellSession> opening = opening();
    scheduler.advance(Duration.ofSeconds(3));
    ShellSession shell = opening.join();
    agent.peer().reactWith(message -> {});
    Thread typing = new Thread(() -> write(shell, new byte[1 << 20]), "test-typing");
    typing.setDaemon(true);
    typing.start();
    await().until(() -> typing.getState() == Thread.State.WAITING);

    agent.say(
        PayloadType.HANDSHAKE_REQUEST,
        "{\"AgentVersion\":\"3.3.0.0\",\"RequestedClientActions\":" + COMMAND + "}");
    assertThat(agent.sent(PayloadType.HANDSHAKE_RESPONSE)).isEmpty();
    agent.peer().acknowledgeAll();
    agent.peer().socket().received().forEach(agent.peer()::acknowledgeIfStream);
    await().until(() -> !agent.sent(PayloadType.HANDSHAKE_RESPONSE).isEmpty());
  }

  private static void write(ShellSession shell, byte[] bytes) {
    try {
      shell.input().write(bytes);
    } catch (IOException over) {
      // The test has ended.
    }
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

  private CompletableFuture<ShellSession> askForEncryption() {
    CompletableFuture<ShellSession> opening = opening();
    agent.say(
        PayloadType.HANDSHAKE_REQUEST,
        "{\"AgentVersion\":\"3.3.0.0\",\"RequestedClientActions\":" + ENCRYPTED_SHELL + "}");
    await().until(() -> !agent.sent(PayloadType.HANDSHAKE_RESPONSE).isEmpty());
    return opening;
  }

  @Test
  void encryptedSessionsBytesAreSealedAndItsSizeIsNot() throws Exception {
    CompletableFuture<ShellSession> opening = askForEncryption();
    SessionCipher other = SessionCipher.ofAgent(TestDataKey.bytes());
    agent.say(
        PayloadType.ENCRYPTION_CHALLENGE_REQUEST,
        new EncryptionChallenge(other.seal(UTF_8.encode("prove it"))).print());
    await().until(() -> !agent.sent(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE).isEmpty());
    EncryptionChallenge answer =
        EncryptionChallenge.parse(agent.said(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE));
    assertThat(UTF_8.decode(other.open(answer.sealed())).toString()).isEqualTo("prove it");
    agent.say(
        PayloadType.HANDSHAKE_COMPLETE, "{\"HandshakeTimeToComplete\":1,\"CustomerMessage\":\"\"}");
    ShellSession shell = opening.get();

    agent.bytes(PayloadType.OUTPUT, hex(other.seal(UTF_8.encode("$ "))));
    shell.resize(new TerminalSize(80, 24));
    shell.input().write("ls\r".getBytes(UTF_8));

    assertThat(shell.isEncrypted()).isTrue();
    assertThat(shell.output().readNBytes(2)).asString().isEqualTo("$ ");
    assertThat(agent.said(PayloadType.SIZE)).isEqualTo("{\"cols\":80,\"rows\":24}");
    ByteBuffer typed = ByteBuffer.wrap(HexFormat.of().parseHex(agent.sent(PayloadType.OUTPUT)));
    assertThat(UTF_8.decode(other.open(typed)).toString()).isEqualTo("ls\r");
  }

  @Test
  void keyIsBoundToSessionTargetAndChallenge() {
    assertThat(askForEncryption()).isNotDone();

    assertThat(keys.calls())
        .containsExactly(
            "key-1 {aws:ssm:RandomChallenge=abc=, aws:ssm:SessionId=s-1, aws:ssm:TargetId=mi-1}");
    assertThat(agent.said(PayloadType.HANDSHAKE_RESPONSE))
        .contains(
            "{\"ActionType\":\"KMSEncryption\",\"ActionStatus\":1,\"ActionResult\":"
                + "{\"KMSCipherTextKey\":\"AQID\",\"KMSCipherTextHash\":null,"
                + "\"ChallengeAcknowledgement\":true},\"Error\":\"\"}");
  }

  @Test
  void refusedKeyEndsTheSessionWithItsReason() {
    keys.refuse("kms:GenerateDataKey on key-1 failed");

    CompletableFuture<ShellSession> opening = askForEncryption();

    assertThatThrownBy(opening::join)
        .cause()
        .extracting(e -> ((UserError) e).why())
        .asString()
        .contains("kms:GenerateDataKey");
    assertThat(agent.said(PayloadType.HANDSHAKE_RESPONSE)).contains("\"ActionStatus\":2");
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
