package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.encryption.TestDataKey;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent's end, against a client that says what PROTOCOL.md A.6, A.7 and C.7 have it say. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AgentShellSessionTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final ScriptedPeer client = ScriptedPeer.client();
  private final List<TerminalSize> sizes = new CopyOnWriteArrayList<>();
  private final FakeKms kms = new FakeKms();
  private long sequence;

  private AgentShellSession session(Optional<AgentEncryption> encryption) {
    client.acknowledgeAll();
    return new AgentShellSession(
        "s-1", ChannelSettings.defaults(), scheduler, client, "3.3.0.0", encryption, sizes::add);
  }

  private AgentShellSession encrypted() {
    return session(Optional.of(new AgentEncryption(kms, "key-1", "s-1", "mi-1")));
  }

  private static CompletableFuture<Void> opening(AgentShellSession session, String type) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            session.open(type);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private void say(int payloadType, ByteBuffer payload) {
    client.stream(sequence++, payloadType, payload);
  }

  private AgentMessage awaitSent(int payloadType) {
    await().until(() -> client.opened() == 1 && sent(payloadType).isPresent());
    return sent(payloadType).orElseThrow();
  }

  private Optional<AgentMessage> sent(int payloadType) {
    return client.socket().received().stream()
        .filter(ScriptedPeer::isStream)
        .filter(message -> message.payloadType() == payloadType)
        .findFirst();
  }

  private void respondWithKey(String base64) {
    say(
        PayloadType.HANDSHAKE_RESPONSE,
        UTF_8.encode(
            "{\"ClientVersion\":\"1.2.677.0\",\"ProcessedClientActions\":["
                + "{\"ActionType\":\"SessionType\",\"ActionStatus\":1,\"ActionResult\":null,"
                + "\"Error\":\"\"},{\"ActionType\":\"KMSEncryption\",\"ActionStatus\":1,"
                + "\"ActionResult\":{\"KMSCipherTextKey\":\""
                + base64
                + "\",\"KMSCipherTextHash\":null,\"ChallengeAcknowledgement\":true},"
                + "\"Error\":\"\"}],\"Errors\":null}"));
  }

  @Test
  void shellNeedsNoHandshakeAndLosesNothingTyped() throws Exception {
    AgentShellSession session = session(Optional.empty());
    opening(session, "Standard_Stream").join();
    await().until(() -> client.opened() == 1);

    say(PayloadType.SIZE, UTF_8.encode("{\"cols\":120,\"rows\":40}"));
    say(PayloadType.OUTPUT, UTF_8.encode("ls\r"));

    assertThat(session.input().readNBytes(3)).asString().isEqualTo("ls\r");
    assertThat(sizes).containsExactly(new TerminalSize(120, 40));
    assertThat(sent(PayloadType.HANDSHAKE_REQUEST)).isEmpty();
  }

  @Test
  void exitCodeAndErrorsHaveTypesOfTheirOwn() throws Exception {
    AgentShellSession session = session(Optional.empty());
    opening(session, "Standard_Stream").join();
    await().until(() -> client.opened() == 1);

    session.errors().write("oops".getBytes(UTF_8));
    session.sendExitCode(7);

    assertThat(awaitSent(PayloadType.STANDARD_ERROR).payloadText()).isEqualTo("oops");
    assertThat(awaitSent(PayloadType.EXIT_CODE).payloadText()).isEqualTo("EXIT_CODE: 7");
  }

  @Test
  void encryptionIsAgreedOnAndProved() throws Exception {
    AgentShellSession session = encrypted();
    CompletableFuture<Void> opening = opening(session, "Standard_Stream");
    HandshakeRequest request =
        HandshakeRequest.parse(awaitSent(PayloadType.HANDSHAKE_REQUEST).payloadText());
    assertThat(request.actions().get(1).type()).isEqualTo("KMSEncryption");
    respondWithKey("AQID");
    SessionCipher cipher = SessionCipher.ofClient(TestDataKey.bytes());
    EncryptionChallenge challenge =
        EncryptionChallenge.parse(
            awaitSent(PayloadType.ENCRYPTION_CHALLENGE_REQUEST).payloadText());
    assertThat(opening).isNotDone();
    say(
        PayloadType.ENCRYPTION_CHALLENGE_RESPONSE,
        new EncryptionChallenge(cipher.seal(cipher.open(challenge.sealed()))).payload());
    opening.join();

    say(PayloadType.OUTPUT, cipher.seal(UTF_8.encode("ls")));
    session.output().write("file".getBytes(UTF_8));
    session.sendExitCode(7);

    assertThat(session.input().readNBytes(2)).asString().isEqualTo("ls");
    assertThat(UTF_8.decode(cipher.open(awaitSent(PayloadType.OUTPUT).payload())).toString())
        .isEqualTo("file");
    assertThat(UTF_8.decode(cipher.open(awaitSent(PayloadType.EXIT_CODE).payload())).toString())
        .isEqualTo("EXIT_CODE: 7");
    assertThat(kms.calls())
        .containsExactly("key-1 [aws:ssm:RandomChallenge, aws:ssm:SessionId, aws:ssm:TargetId]");
  }

  @Test
  void clientThatProvesItTwiceIsToldOnceThatTheHandshakeIsComplete() throws Exception {
    AgentShellSession session = encrypted();
    CompletableFuture<Void> opening = opening(session, "Standard_Stream");
    awaitSent(PayloadType.HANDSHAKE_REQUEST);
    respondWithKey("AQID");
    SessionCipher cipher = SessionCipher.ofClient(TestDataKey.bytes());
    EncryptionChallenge challenge =
        EncryptionChallenge.parse(
            awaitSent(PayloadType.ENCRYPTION_CHALLENGE_REQUEST).payloadText());
    ByteBuffer proof =
        new EncryptionChallenge(cipher.seal(cipher.open(challenge.sealed()))).payload();

    scheduler.hold();
    say(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE, proof.duplicate());
    say(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE, proof.duplicate());
    scheduler.release();

    opening.join();
    scheduler.settle();
    assertThat(client.socket().received())
        .filteredOn(ScriptedPeer::isStream)
        .filteredOn(message -> message.payloadType() == PayloadType.HANDSHAKE_COMPLETE)
        .hasSize(1);
  }

  @Test
  void clientWithOtherKeysIsTurnedAway() {
    AgentShellSession session = encrypted();
    CompletableFuture<Void> opening = opening(session, "Standard_Stream");
    awaitSent(PayloadType.HANDSHAKE_REQUEST);
    respondWithKey("AQID");
    awaitSent(PayloadType.ENCRYPTION_CHALLENGE_REQUEST);

    say(
        PayloadType.ENCRYPTION_CHALLENGE_RESPONSE,
        new EncryptionChallenge(
                SessionCipher.ofClient(TestDataKey.bytes()).seal(UTF_8.encode("something else")))
            .payload());

    assertThatThrownBy(opening::join).hasStackTraceContaining("other keys");
  }

  @Test
  void keyThatKmsDoesNotDecryptEndsTheSession() {
    AgentShellSession session = encrypted();
    CompletableFuture<Void> opening = opening(session, "Standard_Stream");
    awaitSent(PayloadType.HANDSHAKE_REQUEST);

    respondWithKey("AQIDBA==");

    assertThatThrownBy(opening::join).hasStackTraceContaining("kms:Decrypt failed");
  }

  @Test
  void shellsEndIsToldToTheServiceBehindEverythingElse() throws Exception {
    AgentShellSession session = session(Optional.empty());
    opening(session, "Standard_Stream").join();
    await().until(() -> client.opened() == 1);
    session.output().write("logout".getBytes(UTF_8));

    session.terminate();

    AgentMessage last = client.socket().received().get(client.socket().received().size() - 1);
    assertThat(last.type()).isEqualTo(MessageType.AGENT_SESSION_STATE);
    assertThat(last.flags()).isEqualTo(3);
    assertThat(last.sequenceNumber()).isZero();
    assertThat(last.payloadText())
        .isEqualTo("{\"SchemaVersion\":1,\"SessionState\":\"Terminating\",\"SessionId\":\"s-1\"}");
    assertThat(client.socket().isClosed()).isTrue();
  }

  @Test
  void aClientsEndIsNotToldToTheService() throws Exception {
    AgentShellSession session = session(Optional.empty());
    opening(session, "Standard_Stream").join();
    await().until(() -> client.opened() == 1);
    say(PayloadType.FLAG, ByteBuffer.wrap(new byte[] {0, 0, 0, 2}));
    session.end().join();

    session.terminate();

    assertThat(client.socket().received())
        .extracting(AgentMessage::type)
        .doesNotContain(MessageType.AGENT_SESSION_STATE);
  }
}
