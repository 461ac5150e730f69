package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a data channel makes of an other end that does not answer while its websocket lives. */
class DataChannelSilenceTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration MUTE = Duration.ofSeconds(15);
  private static final Duration ALMOST = LONGEST.minusMillis(100);

  private final ChannelFixture fixture = new ChannelFixture(Role.CLIENT);
  private final DataChannel channel = fixture.channel;
  private final ScriptedPeer peer = fixture.peer;

  @Test
  void aClientGivesUpAnAgentThatOwesItAnAnswerForFiveMinutes() {
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(ALMOST);
    assertThat(channel.ended()).isNotDone();

    fixture.scheduler.advance(Duration.ofMillis(100));

    assertThat(channel.ended()).isCompletedWithValueMatching(end -> end.kind() == Kind.SILENT);
    assertThat(fixture.ends)
        .extracting(SessionEnd::text)
        .containsExactly("nothing was heard of it for 5 minutes");
    assertThat(fixture.scheduler.waiting()).isZero();
  }

  @Test
  void anAgentThatOwesNothingMayBeSilent() {
    peer.acknowledgeAll();
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(LONGEST.multipliedBy(3));

    fixture.write("bbbb");

    assertThat(channel.ended()).isNotDone();
  }

  @Test
  void dataIsAnAnswer() {
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(ALMOST);

    peer.data(0, "echo");
    fixture.scheduler.advance(ALMOST);

    assertThat(channel.ended()).isNotDone();
  }

  @Test
  void anAcknowledgementOnceMoreIsAnAnswer() {
    channel.open();
    fixture.write("aaaabbbb");
    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(ALMOST);

    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(ALMOST);

    assertThat(channel.ended()).isNotDone();
  }

  @Test
  void whatTheServiceSaysIsNoAnswer() {
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(ALMOST);

    peer.publication(MessageType.START_PUBLICATION);
    fixture.scheduler.advance(Duration.ofMillis(100));

    assertThat(channel.ended()).isCompletedWithValueMatching(end -> end.kind() == Kind.SILENT);
  }

  @Test
  void aNewWebsocketIsANewChance() {
    fixture.openAndHear();
    fixture.write("aaaa");
    fixture.scheduler.advance(ALMOST);

    peer.socket().cut();
    fixture.scheduler.advance(ALMOST);

    assertThat(peer.opened()).isEqualTo(2);
    assertThat(channel.ended()).isNotDone();
  }

  /** Frames may be stuck on the way, where pings pass by. */
  @ParameterizedTest
  @EnumSource(Role.class)
  void aWebsocketThatBringsNoAcknowledgementAnyMoreIsReplacedOnce(Role role) {
    ChannelFixture end = new ChannelFixture(role);
    end.peer.acknowledgeAll();
    end.channel.open();
    end.write("aaaa");
    end.peer.reactWith(message -> {});
    ScriptedPeer.Socket mute = end.peer.socket();

    end.write("bbbb");
    end.scheduler.advance(MUTE.minusMillis(100));
    assertThat(end.peer.opened()).isEqualTo(1);
    end.scheduler.advance(Duration.ofMillis(100));

    assertThat(end.peer.opened()).isEqualTo(2);
    assertThat(mute.isClosed()).isTrue();
    assertThat(end.sent()).containsExactly("bbbb");
    end.scheduler.advance(MUTE.multipliedBy(2));
    assertThat(end.peer.opened()).isEqualTo(2);
  }

  @Test
  void anAcknowledgementOnceMoreKeepsTheWebsocket() {
    channel.open();
    fixture.write("aaaabbbb");
    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(MUTE.minusMillis(100));

    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(MUTE.minusMillis(100));

    assertThat(peer.opened()).isEqualTo(1);
  }

  /** It is the other direction's. */
  @Test
  void dataDoesNotKeepIt() {
    channel.open();
    fixture.write("aaaabbbb");
    peer.acknowledge(peer.socket().received().get(0));
    fixture.scheduler.advance(MUTE.minusMillis(100));

    peer.data(0, "data");
    fixture.scheduler.advance(Duration.ofMillis(100));

    assertThat(peer.opened()).isEqualTo(2);
  }

  /** Then the acknowledgements are stuck, on a websocket that brings what their receiver sends. */
  @Test
  void whereOnlyRepeatsComeTheWebsocketIsReplacedOnce() {
    channel.open();
    peer.data(0, "data");
    peer.data(0, "data");
    fixture.scheduler.advance(MUTE.minusMillis(1));
    peer.data(0, "data");
    assertThat(peer.opened()).isEqualTo(1);

    fixture.scheduler.advance(Duration.ofMillis(1));
    peer.data(0, "data");

    assertThat(peer.opened()).isEqualTo(2);
    peer.data(0, "data");
    fixture.scheduler.advance(MUTE.multipliedBy(2));
    peer.data(0, "data");
    assertThat(peer.opened()).isEqualTo(2);
  }

  @Test
  void repeatsAmongNewDataAreNothing() {
    channel.open();
    peer.data(0, "data");
    peer.data(0, "data");
    fixture.scheduler.advance(MUTE.minusMillis(1));

    peer.data(1, "more");
    peer.data(1, "more");
    fixture.scheduler.advance(MUTE.minusMillis(1));
    peer.data(1, "more");

    assertThat(peer.opened()).isEqualTo(1);
  }

  @Test
  void whoDoesNotListenItselfMissesNoSign() {
    channel.open();
    for (int sequence = 0; peer.socket().undelivered() == 0; sequence++) {
      peer.data(sequence, "12345678");
    }
    fixture.write("aaaa");

    fixture.scheduler.advance(LONGEST.multipliedBy(2));

    assertThat(channel.ended()).isNotDone();
    assertThat(peer.opened()).isEqualTo(1);
  }

  @Test
  void anAgentWaitsForItsClientForEver() {
    ChannelFixture agent = new ChannelFixture(Role.AGENT);
    agent.channel.open();
    agent.write("aaaa");

    agent.scheduler.advance(LONGEST.multipliedBy(10));

    assertThat(agent.channel.ended()).isNotDone();
  }

  /** Its reader may stand at a breakpoint over night. */
  @Test
  void whoDoesNotTakeARepeatedMessageYetShowsThatItIsAlive() throws IOException {
    ChannelFixture agent = new ChannelFixture(Role.AGENT);
    agent.channel.open();
    agent.peer.data(0, "12345678");
    agent.peer.data(1, "more");
    assertThat(agent.peer.socket().acknowledged()).containsExactly(0L);

    agent.peer.data(1, "more");

    assertThat(agent.peer.socket().acknowledged()).containsExactly(0L, 0L);
    assertThat(agent.read(12)).isEqualTo("12345678more");
    assertThat(agent.peer.socket().acknowledged()).containsExactly(0L, 0L, 1L);
  }

  /** Closing waits for what is on its way, not for somebody who only shows that it is there. */
  @Test
  void anAcknowledgementOnceMoreDoesNotKeepAChannelFromClosing() throws Exception {
    channel.open();
    fixture.write("aaaabbbb");
    peer.acknowledge(peer.socket().received().get(0));
    CompletableFuture<Void> closing = fixture.closeAndWait();

    fixture.scheduler.advance(Duration.ofMillis(1999));
    peer.acknowledge(peer.socket().received().get(0));
    peer.publication(MessageType.START_PUBLICATION);
    fixture.scheduler.advance(Duration.ofMillis(1));

    closing.get(10, TimeUnit.SECONDS);
  }
}
