package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.Flags;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a data channel sends, traps of PROTOCOL part F by their numbers. */
class DataChannelSendingTest {
  private final ChannelFixture fixture = new ChannelFixture(Role.CLIENT);
  private final DataChannel channel = fixture.channel;
  private final ScriptedPeer peer = fixture.peer;

  @Test
  void numbersMessagesFromZeroAndCutsThem() {
    channel.open();
    fixture.write("abcdefghij");

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L);
    assertThat(fixture.sent()).containsExactly("abcd", "efgh", "ij");
    assertThat(peer.socket().received()).allMatch(message -> message.flags() == Flags.NONE);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void trap04AnEmptyWriteSendsNothing(Role role) {
    ChannelFixture either = new ChannelFixture(role);
    either.channel.open();
    either.write("");

    assertThat(either.peer.socket().received()).isEmpty();
  }

  @Test
  void trap15BytesPassUnchanged() {
    channel.open();
    fixture.write("\n");

    assertThat(fixture.sent()).containsExactly("\n");
  }

  @Test
  void trap11AWriterWaitsWhileTheWindowIsFull() throws Exception {
    channel.open();
    fixture.write("aaaabbbbcccc");
    CompletableFuture<Void> writing = fixture.writeAndWait("dddd");
    assertThat(peer.socket().sequences()).hasSize(3);

    peer.socket().received().forEach(peer::acknowledge);

    writing.get(10, TimeUnit.SECONDS);
    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void trap14aAnAcknowledgementMayComeBeforeTheSendReturns() {
    peer.acknowledgeAll();
    channel.open();
    fixture.write("aaaabbbb");
    fixture.scheduler.advance(Duration.ofSeconds(5));

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L);
    channel.close();
    assertThat(fixture.ends)
        .extracting(SessionEnd::kind)
        .containsExactly(SessionEnd.Kind.CLOSED_HERE);
  }

  @Test
  void trap25RepeatsAnUnheardMessageFromTheTimeoutOn() {
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(Duration.ofMillis(200));
    assertThat(peer.socket().sequences()).containsExactly(0L);
    fixture.scheduler.advance(Duration.ofMillis(100));
    assertThat(peer.socket().sequences()).containsExactly(0L, 0L);

    assertThat(peer.socket().received().get(1)).isEqualTo(peer.socket().received().get(0));
  }

  @Test
  void aLostWindowIsRepeatedAsSoonAsItsProbeIsAnswered() {
    channel.open();
    fixture.write("aaaabbbbcccc");
    peer.reactWith(
        message -> {
          if (message.sequenceNumber() != 1) {
            peer.acknowledgeIfStream(message);
          }
        });

    fixture.scheduler.advance(Duration.ofMillis(300));

    assertThat(peer.socket().sequences()).containsExactly(0L, 1L, 2L, 0L, 2L, 1L);
  }

  @Test
  void nothingIsScheduledOnceAllIsAcknowledged() {
    peer.acknowledgeAll();
    channel.open();
    fixture.write("aaaa");
    fixture.scheduler.advance(Duration.ofMillis(100));

    assertThat(fixture.scheduler.waiting()).isZero();
  }

  @Test
  void anAgentMarksItsFirstMessage() {
    ChannelFixture agent = new ChannelFixture(Role.AGENT);
    agent.channel.open();
    agent.write("aaaabbbb");

    assertThat(agent.peer.socket().received())
        .extracting(message -> message.flags())
        .containsExactly(Flags.SYN, Flags.NONE);
  }
}
