package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a data channel ends, traps of PROTOCOL part F by their numbers. */
class DataChannelEndTest {
  private final ChannelFixture fixture = new ChannelFixture(Role.CLIENT);
  private final DataChannel channel = fixture.channel;
  private final ScriptedPeer peer = fixture.peer;

  @Test
  void trap22ChannelClosedComesAfterWhatWasReceivedInOrder() throws Exception {
    channel.open();
    peer.data(0, "12345678");
    peer.data(1, "rest");
    peer.close("");
    assertThat(channel.ended()).isNotDone();
    assertThatThrownBy(() -> channel.send(PayloadType.OUTPUT, UTF_8.encode("late")))
        .isInstanceOf(IOException.class);

    assertThat(channel.input().readAllBytes()).asString(UTF_8).isEqualTo("12345678rest");
    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.REMOTE_EOF, ""));
    assertThat(peer.socket().isClosed()).isTrue();
  }

  @Test
  void theServicesReasonIsToldToTheReader() {
    channel.open();
    peer.close("idle for 20 minutes");

    assertThatThrownBy(() -> channel.input().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("idle for 20 minutes");
  }

  @Test
  void closeDoesNotWaitForAReaderWhenTheServiceHasClosed() {
    channel.open();
    peer.data(0, "12345678");
    peer.data(1, "rest");
    peer.close("idle");

    channel.close();

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.CLOSED_BY_SERVICE, "idle"));
  }

  @Test
  void closeWaitsForAcknowledgementsButNotForNothing() throws Exception {
    channel.open();
    fixture.write("aaaa");
    CompletableFuture<Void> closing = fixture.closeAndWait();
    assertThat(closing).isNotDone();

    peer.acknowledge(peer.socket().received().get(0));

    closing.get(10, TimeUnit.SECONDS);
    assertThat(peer.socket().isClosed()).isTrue();
  }

  @Test
  void closeGivesUpAfterTheDrainTime() throws Exception {
    channel.open();
    fixture.write("aaaa");
    CompletableFuture<Void> closing = fixture.closeAndWait();
    fixture.scheduler.advance(Duration.ofMillis(1999));
    assertThat(closing).isNotDone();
    fixture.scheduler.advance(Duration.ofMillis(1));

    closing.get(10, TimeUnit.SECONDS);
  }

  @Test
  void theDrainTimeBeginsAnewWhileAcknowledgementsCome() throws Exception {
    channel.open();
    fixture.write("aaaabbbb");
    CompletableFuture<Void> closing = fixture.closeAndWait();
    fixture.scheduler.advance(Duration.ofMillis(1999));
    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(Duration.ofMillis(1999));
    assertThat(channel.ended()).isNotDone();
    fixture.scheduler.advance(Duration.ofMillis(2));

    closing.get(10, TimeUnit.SECONDS);
    assertThat(fixture.ends).extracting(SessionEnd::kind).containsExactly(Kind.CLOSED_HERE);
  }

  @Test
  void anEndBehindAMissingMessageIsNoGoodOne() {
    channel.open();
    peer.data(0, "first");
    peer.data(2, "third");
    peer.close("");

    assertThatThrownBy(() -> channel.input().readAllBytes()).hasMessageContaining("missing");
    assertThat(fixture.ends).extracting(SessionEnd::kind).containsExactly(Kind.BROKEN);
  }

  /** Who reads the last byte and then asks how the session ended must not hear that it goes on. */
  @Test
  void theEndIsKnownOnceTheInputEnds() throws Exception {
    channel.open();
    CompletableFuture<Boolean> known =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                channel.input().readAllBytes();
              } catch (IOException closed) {
                throw new UncheckedIOException(closed);
              }
              return channel.ended().isDone();
            });
    // In the middle of the announcement: time for a reader that was told too early.
    fixture.onEnd = () -> known.copy().completeOnTimeout(true, 200, TimeUnit.MILLISECONDS).join();
    peer.close("");

    assertThat(known.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void trap17TerminateTellsTheAgentAfterAllData() {
    peer.acknowledgeAll();
    channel.open();
    fixture.write("aaaa");

    channel.terminate();

    assertThat(peer.socket().received())
        .last()
        .matches(message -> message.payloadType() == PayloadType.FLAG)
        .extracting(message -> message.payload())
        .isEqualTo(SessionFlag.TERMINATE_SESSION.print());
    assertThat(peer.socket().sequences()).containsExactly(0L, 1L);
    assertThat(fixture.ends).extracting(SessionEnd::kind).containsExactly(Kind.CLOSED_HERE);
  }

  @Test
  void aWaitingWriterFailsWhenTheServiceCloses() {
    channel.open();
    fixture.write("aaaabbbbcccc");
    CompletableFuture<Void> writing = fixture.writeAndWait("dddd");
    peer.close("idle");

    assertThat(writing).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void theEndIsToldOnce() {
    channel.open();
    channel.end(new SessionEnd(Kind.BROKEN, "first"));
    channel.end(new SessionEnd(Kind.BROKEN, "second"));
    channel.close();

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.BROKEN, "first"));
  }
}
