package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client's data channel against a scripted agent, traps of PROTOCOL part F by their numbers. */
class DataChannelTest {
  private static final ChannelSettings SMALL =
      new ChannelSettings(4, 3, 1 << 20, 8, 2000, Duration.ofSeconds(15), Duration.ofSeconds(2), 3);

  private final FakeScheduler scheduler = new FakeScheduler();
  private final ScriptedPeer peer = ScriptedPeer.agent();
  private final List<SessionEnd> ends = new ArrayList<>();
  private DataChannel channel = channel(Role.CLIENT, peer);

  @Test
  void numbersMessagesFromZeroAndCutsThem() throws Exception {
    channel.open();
    write("abcdefghij");

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L);
    assertThat(texts()).containsExactly("abcd", "efgh", "ij");
    assertThat(peer.socket().received()).allMatch(message -> message.flags() == Flags.NONE);
  }

  @Test
  void trap15BytesPassUnchanged() throws Exception {
    channel.open();
    write("\n");

    assertThat(texts()).containsExactly("\n");
  }

  @Test
  void trap07AcknowledgesOnlyWhatItsReaderTook() throws Exception {
    channel.open();
    peer.data(0, "12345678");
    peer.data(1, "more");
    assertThat(peer.socket().acknowledged()).containsExactly(0L);

    channel.input().readNBytes(8);

    assertThat(peer.socket().acknowledged()).containsExactly(0L, 1L);
    assertThat(channel.input().readNBytes(4)).asString(UTF_8).isEqualTo("more");
  }

  @Test
  void trap08AcknowledgesDuplicatesAgain() {
    channel.open();
    peer.data(0, "x");
    peer.data(0, "x");

    assertThat(peer.socket().acknowledged()).containsExactly(0L, 0L);
    assertThat(channel.input().available()).isEqualTo(1);
  }

  @Test
  void trap10ResendsEverythingAtOnceAfterAReconnect() throws Exception {
    openAndHear();
    write("aaaabbbbcccc");
    List<AgentMessage> before = List.copyOf(peer.socket().received());
    peer.socket().cut();

    assertThat(peer.opened()).isEqualTo(2);
    assertThat(peer.socket().received()).isEqualTo(before);
  }

  @Test
  void trap11AWriterWaitsWhileTheWindowIsFull() throws Exception {
    channel.open();
    write("aaaabbbbcccc");
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write("dddd"));
    await().until(() -> channelHasWaiters());
    assertThat(peer.socket().sequences()).hasSize(3);

    peer.acknowledge(peer.socket().received().get(0));

    writing.get(10, TimeUnit.SECONDS);
    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void trap11AStoppedReaderStopsTheSocket() throws Exception {
    channel.open();
    for (int sequence = 0; sequence < 50; sequence++) {
      peer.data(sequence, "12345678");
    }
    int stopped = peer.socket().undelivered();
    assertThat(stopped).isGreaterThan(40);

    assertThat(channel.input().readNBytes(50 * 8)).hasSize(50 * 8);

    assertThat(peer.socket().undelivered()).isZero();
    assertThat(peer.socket().acknowledged()).hasSize(50).isSorted();
  }

  @Test
  void trap14DeliversInOrderWhatItAcknowledgedOutOfOrder() throws Exception {
    channel.open();
    peer.data(1, "b");
    peer.data(2, "c");
    assertThat(peer.socket().acknowledged()).containsExactly(1L, 2L);
    peer.data(0, "a");

    assertThat(peer.socket().acknowledged()).containsExactly(1L, 2L, 0L);
    assertThat(channel.input().readNBytes(3)).asString(UTF_8).isEqualTo("abc");
  }

  @Test
  void trap14aAnAcknowledgementMayComeBeforeTheSendReturns() throws Exception {
    peer.acknowledgeAll();
    channel.open();
    write("aaaabbbb");
    scheduler.advance(Duration.ofSeconds(5));

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L);
    channel.close();
    assertThat(ends).extracting(SessionEnd::kind).containsExactly(Kind.CLOSED_HERE);
  }

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
    assertThat(ends).containsExactly(new SessionEnd(Kind.REMOTE_EOF, ""));
    assertThat(peer.socket().isClosed()).isTrue();
  }

  @Test
  void closeDoesNotWaitForAReaderWhenTheServiceHasClosed() {
    channel.open();
    peer.data(0, "12345678");
    peer.data(1, "rest");
    peer.close("idle");

    channel.close();

    assertThat(ends).containsExactly(new SessionEnd(Kind.CLOSED_BY_SERVICE, "idle"));
  }

  @Test
  void trap25RepeatsAnUnheardMessageFromTheTimeoutOn() throws Exception {
    channel.open();
    write("aaaa");
    scheduler.advance(Duration.ofMillis(200));
    assertThat(peer.socket().sequences()).containsExactly(0L);
    scheduler.advance(Duration.ofMillis(100));
    assertThat(peer.socket().sequences()).containsExactly(0L, 0L);

    assertThat(peer.socket().received().get(1)).isEqualTo(peer.socket().received().get(0));
  }

  @Test
  void aLostWindowIsRepeatedAsSoonAsItsProbeIsAnswered() throws Exception {
    channel.open();
    write("aaaabbbbcccc");
    peer.reactWith(
        message -> {
          if (message.sequenceNumber() != 1) {
            peer.acknowledgeIfStream(message);
          }
        });

    scheduler.advance(Duration.ofMillis(300));

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L, 0L, 2L, 1L);
  }

  @Test
  void nothingIsScheduledOnceAllIsAcknowledged() throws Exception {
    peer.acknowledgeAll();
    channel.open();
    write("aaaa");
    scheduler.advance(Duration.ofMillis(100));

    assertThat(scheduler.waiting()).isZero();
  }

  @Test
  void closeWaitsForAcknowledgementsButNotForNothing() throws Exception {
    channel.open();
    write("aaaa");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(channel::close);
    await().until(this::refusesToSend);
    assertThat(closing).isNotDone();

    peer.acknowledge(peer.socket().received().get(0));

    closing.get(10, TimeUnit.SECONDS);
    assertThat(peer.socket().isClosed()).isTrue();
  }

  @Test
  void closeGivesUpAfterTheDrainTime() throws Exception {
    channel.open();
    write("aaaa");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(channel::close);
    await().until(this::refusesToSend);
    scheduler.advance(Duration.ofMillis(1999));
    assertThat(closing).isNotDone();
    scheduler.advance(Duration.ofMillis(1));

    closing.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aWaitingWriterFailsWhenTheChannelCloses() throws Exception {
    channel.open();
    write("aaaabbbbcccc");
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write("dddd"));
    await().until(this::channelHasWaiters);
    peer.close("idle");

    assertThat(writing).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void whatIsWrittenWhileDisconnectedGoesWithTheNextSocket() throws Exception {
    openAndHear();
    peer.refuse(new IOException("down"));
    peer.socket().cut();
    write("aaaa");
    assertThat(peer.opened()).isEqualTo(1);

    scheduler.advance(Duration.ofMillis(199));

    assertThat(peer.opened()).isEqualTo(2);
    assertThat(texts()).containsExactly("aaaa");
  }

  @Test
  void breaksAfterTheAllowedAttempts() {
    openAndHear();
    for (int attempt = 0; attempt < SMALL.reopenAttempts(); attempt++) {
      peer.refuse(new IOException("down"));
    }
    peer.socket().cut();
    scheduler.advance(Duration.ofSeconds(10));

    assertThat(ends).containsExactly(new SessionEnd(Kind.BROKEN, "down"));
    assertThatThrownBy(() -> channel.send(PayloadType.OUTPUT, UTF_8.encode("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("down");
  }

  @Test
  void aServiceThatAcceptsAndDropsIsGivenUp() {
    channel.open();
    for (int i = 0; i < 10 && ends.isEmpty(); i++) {
      peer.socket().cut();
      scheduler.advance(Duration.ofSeconds(10));
    }

    assertThat(ends).containsExactly(new SessionEnd(Kind.BROKEN, "cut"));
    assertThat(peer.opened()).isEqualTo(SMALL.reopenAttempts());
  }

  @Test
  void aGoneSessionIsNotOpenedAgain() {
    openAndHear();
    peer.refuse(new SessionGoneException(new SessionEnd(Kind.TIMED_OUT, "gone")));
    peer.socket().cut();

    assertThat(ends).containsExactly(new SessionEnd(Kind.TIMED_OUT, "gone"));
  }

  @Test
  void aFormerSocketIsNotHeard() {
    openAndHear();
    ScriptedPeer.Socket former = peer.socket();
    former.cut();
    former.deliver(
        AgentMessage.stream(
            MessageType.OUTPUT_STREAM_DATA,
            0,
            0,
            scheduler.now(),
            PayloadType.OUTPUT,
            UTF_8.encode("old")));
    former.cut();

    assertThat(channel.input().available()).isZero();
    assertThat(peer.opened()).isEqualTo(2);
  }

  @Test
  void malformedFramesAreDroppedAndTheChannelGoesOn() {
    channel.open();
    peer.socket().deliver(ByteBuffer.allocate(500));
    peer.json(MessageType.ACKNOWLEDGE, () -> new com.google.gson.JsonObject());
    peer.data(0, "x");

    assertThat(peer.socket().acknowledged()).containsExactly(0L);
  }

  @Test
  void aClientIgnoresPauses() throws Exception {
    channel.open();
    peer.publication(MessageType.PAUSE_PUBLICATION);
    write("aaaa");

    assertThat(texts()).containsExactly("aaaa");
  }

  @Test
  void anAgentPausesUntilItHearsOtherwise() throws Exception {
    ScriptedPeer client = ScriptedPeer.client();
    DataChannel agent = channel(Role.AGENT, client);
    agent.open();
    for (Runnable resume :
        List.<Runnable>of(
            () -> client.publication(MessageType.START_PUBLICATION), () -> client.data(0, "x"))) {
      int before = client.socket().sequences().size();
      client.publication(MessageType.PAUSE_PUBLICATION);
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(agent, "aaaa"));
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      assertThat(client.socket().sequences()).hasSize(before);
      resume.run();
      writing.get(10, TimeUnit.SECONDS);
      assertThat(client.socket().sequences()).hasSize(before + 1);
    }
    assertThat(client.socket().received().get(0).flags()).isEqualTo(Flags.SYN);
  }

  private DataChannel channel(Role role, ScriptedPeer with) {
    return new DataChannel(
        "s",
        role,
        SMALL,
        scheduler,
        with,
        new DataChannel.Handler() {
          @Override
          public boolean onMessage(AgentMessage message) {
            return message.payloadType() != PayloadType.OUTPUT
                || DataChannelTest.this.channel.input().offer(message.payload());
          }

          @Override
          public void onEnd(SessionEnd end) {
            ends.add(end);
          }
        });
  }

  /** Only a channel that was heard opens its next websocket at once. */
  private void openAndHear() {
    channel.open();
    peer.publication(MessageType.START_PUBLICATION);
  }

  private boolean channelHasWaiters() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(frame -> frame.getMethodName().equals("awaitChange"));
  }

  private boolean refusesToSend() {
    try {
      channel.send(PayloadType.SIZE, UTF_8.encode("{}"));
      return false;
    } catch (IOException closing) {
      return true;
    }
  }

  private void write(String text) {
    write(channel, text);
  }

  private static void write(DataChannel to, String text) {
    try {
      to.output().write(text.getBytes(UTF_8));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private List<String> texts() {
    return peer.socket().received().stream()
        .filter(message -> message.payloadType() == PayloadType.OUTPUT)
        .map(AgentMessage::payloadText)
        .toList();
  }
}
