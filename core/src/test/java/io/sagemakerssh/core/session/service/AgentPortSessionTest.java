package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent's end of a port session, traps of PROTOCOL part F by their numbers. */
@Timeout(30)
class AgentPortSessionTest {
  private static final String VERSION = "3.3.0.0";

  private final FakeScheduler scheduler = new FakeScheduler();
  private final ScriptedPeer client = ScriptedPeer.client();
  private final AgentPortSession session =
      new AgentPortSession("s-1", ChannelSettings.defaults(), scheduler, client, VERSION);
  private long sequence;

  /** A client that takes the handshake as it should. */
  private void answerWith(HandshakeResponse.Action... actions) {
    client.reactWith(
        message -> {
          client.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
            respond(actions);
          }
        });
  }

  private void respond(HandshakeResponse.Action... actions) {
    client.stream(
        sequence++,
        PayloadType.HANDSHAKE_RESPONSE,
        new HandshakeResponse("1.2.677.0", List.of(actions)).payload());
  }

  private void open() throws IOException {
    answerWith(new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, ""));
    session.open(properties());
  }

  private static JsonObject properties() {
    JsonObject properties = new JsonObject();
    properties.addProperty("portNumber", "22");
    return properties;
  }

  private List<AgentMessage> sent(int payloadType) {
    return client.socket().received().stream()
        .filter(message -> message.payloadType() == payloadType)
        .toList();
  }

  @Test
  void asksForAPortSessionAndSaysWhenItIsComplete() throws Exception {
    open();

    HandshakeRequest request =
        HandshakeRequest.parse(sent(PayloadType.HANDSHAKE_REQUEST).get(0).payloadText());
    assertThat(request).isEqualTo(HandshakeRequest.ofSessionType(VERSION, "Port", properties()));
    assertThat(sent(PayloadType.HANDSHAKE_COMPLETE))
        .singleElement()
        .satisfies(
            complete ->
                assertThat(HandshakeComplete.parse(complete.payloadText()).customerMessage())
                    .isEmpty());
    assertThat(session.clientVersion()).isEqualTo("1.2.677.0");
  }

  @Test
  void trap09WhatComesBeforeTheHandshakeIsOverIsAcknowledgedAndLost() throws Exception {
    client.reactWith(
        message -> {
          client.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
            client.data(sequence++, "too early");
            respond(new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, ""));
          }
        });
    session.open(properties());
    client.data(sequence++, "in time");

    assertThat(session.input().readNBytes(7)).asString(UTF_8).isEqualTo("in time");
    assertThat(client.socket().acknowledged()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aClientThatRefusesAnActionEndsTheSession() {
    answerWith(new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 2, "not that"));

    assertThatThrownBy(() -> session.open(properties()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not that");
    assertThat(session.end()).isCompleted();
  }

  @Test
  void trap25ARequestThatNobodyHeardIsRepeatedUntilTheClientComes() {
    CompletableFuture<Void> opening = openInBackground();
    scheduler.advance(Duration.ofSeconds(10));
    assertThat(sent(PayloadType.HANDSHAKE_REQUEST)).hasSizeGreaterThan(5);
    assertThat(opening).isNotDone();

    answerWith(new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, ""));
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(opening).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void trap25AClientThatDoesNotComeIsGivenUpAfterFifteenSeconds() {
    CompletableFuture<Void> opening = openInBackground();
    scheduler.advance(Duration.ofSeconds(15));

    assertThat(opening)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("timed out");
    assertThat(client.socket().isClosed()).isTrue();
  }

  @Test
  void aClientThatTerminatesEndsTheInputAfterItsData() throws Exception {
    open();
    client.data(sequence++, "last");
    client.stream(sequence++, PayloadType.FLAG, SessionFlag.TERMINATE_SESSION.print());

    assertThat(session.input().readAllBytes()).asString(UTF_8).isEqualTo("last");
    assertThat(session.end()).isCompletedWithValue(new SessionEnd(Kind.REMOTE_EOF, ""));
    assertThat(client.socket().acknowledged()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void closeWaitsUntilTheClientHasEverything() throws Exception {
    open();
    client.reactWith(message -> {});
    session.output().write("bye".getBytes(UTF_8));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(session::close);
    Awaitility.await().until(this::refusesToWrite);
    assertThat(closing).isNotDone();

    client.acknowledge(sent(PayloadType.OUTPUT).get(0));

    assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    assertThat(sent(PayloadType.FLAG)).isEmpty();
  }

  @Test
  void closeGivesUpAClientThatDoesNotAcknowledge() throws Exception {
    open();
    client.reactWith(message -> {});
    session.output().write("bye".getBytes(UTF_8));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(session::close);
    Awaitility.await().until(this::refusesToWrite);

    scheduler.advance(Duration.ofSeconds(2));

    assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
  }

  private boolean refusesToWrite() {
    try {
      session.output().write(new byte[0]);
      session.output().write('?');
      return false;
    } catch (IOException closing) {
      return true;
    }
  }

  private CompletableFuture<Void> openInBackground() {
    CompletableFuture<Void> opening =
        CompletableFuture.runAsync(
            () -> {
              try {
                session.open(properties());
              } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
              }
            });
    // The request is out, and with it both clocks run: of the handshake and of the repeats.
    Awaitility.await().until(() -> scheduler.waiting() == 2);
    return opening;
  }
}
