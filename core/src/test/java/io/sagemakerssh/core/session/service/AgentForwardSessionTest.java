package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's end, against a client that says what PROTOCOL.md C.3 to C.6 has it say. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AgentForwardSessionTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final ScriptedPeer client = ScriptedPeer.client();
  private final AgentForwardSession session =
      new AgentForwardSession("s-1", ChannelSettings.defaults(), scheduler, client, "3.3.0.0");
  private long sequence;

  private void open(String clientVersion) {
    CompletableFuture<Void> opening = opening();
    answer(clientVersion);
    opening.join();
  }

  /** Opens the session, up to its question to the client. */
  private CompletableFuture<Void> opening() {
    client.acknowledgeAll();
    CompletableFuture<Void> opening =
        CompletableFuture.runAsync(
            () -> {
              try {
                session.open(new JsonObject());
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    await().until(() -> client.opened() == 1 && !sent(PayloadType.HANDSHAKE_REQUEST).isEmpty());
    return opening;
  }

  private void answer(String clientVersion) {
    say(
        PayloadType.HANDSHAKE_RESPONSE,
        "{\"ClientVersion\":\""
            + clientVersion
            + "\",\"ProcessedClientActions\":[{\"ActionType\":\"SessionType\",\"ActionStatus\":1,"
            + "\"ActionResult\":null,\"Error\":\"\"}],\"Errors\":null}");
  }

  private void say(int payloadType, String text) {
    client.stream(sequence++, payloadType, UTF_8.encode(text));
  }

  private void bytes(int payloadType, String hex) {
    client.stream(
        sequence++, payloadType, ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private String sent(int payloadType) {
    StringBuilder hex = new StringBuilder();
    for (AgentMessage message : client.socket().received()) {
      if (ScriptedPeer.isStream(message) && message.payloadType() == payloadType) {
        byte[] bytes = new byte[message.payloadSize()];
        message.payload().get(bytes);
        hex.append(HexFormat.of().formatHex(bytes));
      }
    }
    return hex.toString();
  }

  @ParameterizedTest
  @CsvSource({"1.1.69.0,false", "1.1.70,true", "1.1.70.0,true", "0.0.1,false", "1.2.677.0,true"})
  void trap18ClientsVersionDecidesWhetherConnectionsShareTheSession(
      String version, boolean multiplexed) {
    open(version);

    assertThat(session.isMultiplexed()).isEqualTo(multiplexed);
  }

  /** Or the official client, which begins to set itself up at once, never reads again. */
  @Test
  void acknowledgesTheResponseBeforeTheHandshakeIsComplete() {
    open("1.2.677.0");

    List<String> order =
        client.socket().received().stream()
            .map(message -> message.type() + " " + message.payloadType())
            .toList();
    assertThat(order)
        .containsSubsequence(
            "ACKNOWLEDGE " + PayloadType.NONE,
            "OUTPUT_STREAM_DATA " + PayloadType.HANDSHAKE_COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({"1.1.69.0,6869", "1.2.677.0,01000000030000000102020003000000 6869"})
  void takesWhatComesWhileTheClientIsToldThatTheHandshakeIsOver(String version, String hex)
      throws Exception {
    CompletableFuture<Void> opening = opening();
    client.reactWith(
        message -> {
          client.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_COMPLETE) {
            bytes(PayloadType.OUTPUT, hex);
          }
        });
    answer(version);
    opening.join();

    assertThat(session.accept().orElseThrow().input().readNBytes(2)).asString().isEqualTo("hi");
  }

  @Test
  void acceptsWhatTheClientOpens() throws Exception {
    open("1.2.677.0");
    bytes(PayloadType.OUTPUT, "01 00 0000 03000000 01 02 0200 03000000 6869");

    ForwardedConnection connection = session.accept().orElseThrow();

    assertThat(connection.input().readNBytes(2)).asString().isEqualTo("hi");
    connection.output().write('!');
    connection.close();
    assertThat(sent(PayloadType.OUTPUT)).isEqualTo("010201000300000021" + "0101000003000000");
  }

  @Test
  void refusedConnectionIsClosedAndTheSessionStays() throws Exception {
    open("1.2.677.0");
    bytes(PayloadType.OUTPUT, "01 00 0000 03000000 01 00 0000 05000000");

    session.refuse(session.accept().orElseThrow(), new IOException("refused"));

    assertThat(sent(PayloadType.FLAG)).isEqualTo("00000003");
    assertThat(sent(PayloadType.OUTPUT)).isEqualTo("0101000003000000");
    assertThat(session.accept()).isPresent();
  }

  @Test
  void clientThatTerminatesEndsTheSession() throws Exception {
    open("1.2.677.0");
    bytes(PayloadType.FLAG, "00000002");

    assertThat(session.accept()).isEmpty();
  }

  @Test
  void clientThatSpeaksAnotherVersionEndsTheSession() {
    open("1.2.677.0");
    bytes(PayloadType.OUTPUT, "02 00 0000 03000000");

    assertThatThrownBy(session::accept).hasMessageContaining("version 2");
  }

  @ParameterizedTest
  @CsvSource({"1.2.331.0, 0103000000000000", "1.2.332.0, ''"})
  void trap19OnlyOldClientsAreKeptAlive(String version, String expected) {
    open(version);

    scheduler.advance(Duration.ofSeconds(11));

    await().untilAsserted(() -> assertThat(sent(PayloadType.OUTPUT)).isEqualTo(expected));
  }

  @Test
  void serialConnectionIsThereBeforeTheClientSends() throws Exception {
    open("0.0.1");

    ForwardedConnection connection = session.accept().orElseThrow();
    connection.output().write('!');

    assertThat(sent(PayloadType.OUTPUT)).isEqualTo("21");
  }

  @Test
  void serialConnectionEndsBehindItsLastByteAndTheNextBeginsWithTheNext() throws Exception {
    open("0.0.1");
    ForwardedConnection first = session.accept().orElseThrow();
    say(PayloadType.OUTPUT, "first");
    bytes(PayloadType.FLAG, "00000001");
    say(PayloadType.OUTPUT, "second");

    ForwardedConnection second = session.accept().orElseThrow();
    assertThat(first.input().readAllBytes()).asString().isEqualTo("first");
    assertThat(second.input().readNBytes(6)).asString().isEqualTo("second");
  }

  @Test
  void bytesForASerialConnectionThatThePortClosedBeginAnother() throws Exception {
    open("0.0.1");
    session.accept().orElseThrow().close();
    say(PayloadType.OUTPUT, "again");

    assertThat(session.accept().orElseThrow().input().readNBytes(5)).asString().isEqualTo("again");
  }

  @Test
  void whatThePortSaysAfterTheClientDisconnectedIsNotTheNextConnections() throws Exception {
    open("0.0.1");
    ForwardedConnection first = session.accept().orElseThrow();
    first.output().write('1');
    bytes(PayloadType.FLAG, "00000001");
    say(PayloadType.OUTPUT, "second");
    ForwardedConnection second = session.accept().orElseThrow();

    assertThatThrownBy(() -> first.output().write('x')).hasMessageContaining("closed");
    second.output().write('2');

    assertThat(sent(PayloadType.OUTPUT)).isEqualTo("3132");
  }

  /** As with the official agent; such a client knows no other way to hear it. */
  @Test
  void refusedSerialConnectionEndsTheSession() throws Exception {
    open("0.0.1");

    session.refuse(session.accept().orElseThrow(), new IOException("nobody listens"));

    assertThatThrownBy(session::accept).hasMessageContaining("nobody listens");
    assertThat(sent(PayloadType.FLAG)).isEmpty();
  }

  /** Another would have the port speak to nobody, and be the next connection without a greeting. */
  @Test
  void quickClientIsNotConnectedTwice() throws Exception {
    CompletableFuture<Void> opening = opening();
    client.reactWith(
        message -> {
          client.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_COMPLETE) {
            say(PayloadType.OUTPUT, "quick");
            bytes(PayloadType.FLAG, "00000001");
          }
        });
    answer("0.0.1");
    opening.join();
    bytes(PayloadType.FLAG, "00000002");

    assertThat(session.accept().orElseThrow().input().readAllBytes()).asString().isEqualTo("quick");
    assertThat(session.accept()).isEmpty();
  }

  @Test
  void connectionThatTheClientOpenedBeforeItTerminatedIsServed() throws Exception {
    open("0.0.1");
    say(PayloadType.OUTPUT, "last words");
    bytes(PayloadType.FLAG, "00000002");

    assertThat(session.accept().orElseThrow().input().readAllBytes())
        .asString()
        .isEqualTo("last words");
    assertThat(session.accept()).isEmpty();
  }

  @Test
  void trap09WhatIsSentBeforeTheHandshakeIsOverIsLost() throws Exception {
    CompletableFuture<Void> opening = opening();
    say(PayloadType.OUTPUT, "too early");
    await().until(() -> client.socket().acknowledged().contains(0L));
    answer("0.0.1");
    opening.join();
    say(PayloadType.OUTPUT, "in time");

    assertThat(session.accept().orElseThrow().input().readNBytes(7))
        .asString()
        .isEqualTo("in time");
  }
}
