package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A data channel whose websocket is lost, traps of PROTOCOL part F by their numbers. */
class DataChannelReopeningTest {
  private final ChannelFixture fixture = new ChannelFixture(Role.CLIENT);
  private final DataChannel channel = fixture.channel;
  private final ScriptedPeer peer = fixture.peer;

  @ParameterizedTest
  @EnumSource(Role.class)
  void trap10ResendsLittleAtOnceAfterAReconnect(Role role) {
    ChannelFixture either = new ChannelFixture(role);
    either.openAndHear();
    either.write("aaaabbbbcccc");
    List<AgentMessage> before = List.copyOf(either.peer.socket().received());
    either.peer.socket().cut();

    assertThat(either.peer.opened()).isEqualTo(2);
    assertThat(either.peer.socket().received()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void trap10ResendsAllOfMuchAtTheFirstAcknowledgement(Role role) {
    ChannelFixture either = new ChannelFixture(role, ChannelSettings.defaults());
    either.openAndHear();
    either.write("a");
    either.peer.acknowledge(either.peer.socket().received().get(0));
    either.write("b".repeat(200 * 1024));
    either.peer.socket().cut();

    List<AgentMessage> first = List.copyOf(either.peer.socket().received());
    assertThat(first).hasSizeBetween(50, 70);
    either.peer.acknowledge(first.get(0));
    assertThat(either.peer.socket().sequences())
        .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void trap13AMessageWhoseSendFailsIsNotLost(Role role) {
    ChannelFixture either = new ChannelFixture(role);
    either.openAndHear();
    either.peer.cutAtNextSend();
    either.write("aaaa");
    either.write("bbbb");

    assertThat(either.sent()).containsExactly("aaaa", "bbbb");
    assertThat(either.peer.socket().sequences()).containsExactly(0L, 1L);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void goesOnWhereItWasInBothDirections(Role role) throws Exception {
    ChannelFixture either = new ChannelFixture(role);
    either.peer.acknowledgeAll();
    either.channel.open();
    either.write("aaaa");
    either.peer.data(0, "1234");
    either.peer.socket().cut();
    either.peer.data(0, "1234");
    either.peer.data(1, "5678");
    either.write("bbbb");

    assertThat(either.read(8)).isEqualTo("12345678");
    assertThat(either.peer.socket().acknowledged()).containsExactly(0L, 1L);
    assertThat(either.peer.socket().sequences()).containsExactly(1L);
    assertThat(either.sent()).containsExactly("bbbb");
  }

  @Test
  void whatIsWrittenWhileDisconnectedGoesWithTheNextSocket() {
    fixture.openAndHear();
    peer.refuse(new IOException("down"));
    peer.socket().cut();
    fixture.write("aaaa");
    assertThat(peer.opened()).isEqualTo(1);

    fixture.scheduler.advance(Duration.ofMillis(199));

    assertThat(peer.opened()).isEqualTo(2);
    assertThat(fixture.sent()).containsExactly("aaaa");
  }

  @Test
  void breaksAtOnceIfItNeverOpened() {
    for (int attempt = 0; attempt < 3; attempt++) {
      peer.refuse(new IOException("no route"));
    }
    channel.open();
    fixture.scheduler.advance(Duration.ofSeconds(1));

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.BROKEN, "no route"));
  }

  @Test
  void aLostConnectionIsReopenedForAWhile() {
    fixture.openAndHear();
    peer.refuseAlways(new IOException("down"));
    peer.socket().cut();
    fixture.scheduler.advance(Duration.ofSeconds(29));
    assertThat(fixture.ends).isEmpty();
    fixture.scheduler.advance(Duration.ofSeconds(10));

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.BROKEN, "down"));
    assertThatThrownBy(() -> channel.send(PayloadType.OUTPUT, UTF_8.encode("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("down");
  }

  @Test
  void anOutageShorterThanThatDoesNoHarm() {
    peer.acknowledgeAll();
    fixture.openAndHear();
    peer.refuseAlways(new IOException("down"));
    peer.socket().cut();
    fixture.write("aaaa");
    fixture.scheduler.advance(Duration.ofSeconds(20));
    peer.refuseAlways(null);
    fixture.scheduler.advance(Duration.ofSeconds(5));

    assertThat(fixture.sent()).containsExactly("aaaa");
    assertThat(fixture.ends).isEmpty();
  }

  /** A laptop may change networks each morning while its shell waits. */
  @Test
  void anIdleSessionOutlivesAnyNumberOfLosses() {
    fixture.openAndHear();
    for (int loss = 1; loss <= 5; loss++) {
      fixture.scheduler.advance(Duration.ofHours(8));
      peer.socket().cut();
      assertThat(peer.opened()).isEqualTo(loss + 1);
    }
    assertThat(channel.ended()).isNotDone();
  }

  @Test
  void aServiceThatAcceptsAndDropsIsGivenUp() {
    fixture.openAndHear();
    for (int i = 0; i < 100 && fixture.ends.isEmpty(); i++) {
      peer.socket().cut();
      fixture.scheduler.advance(Duration.ofSeconds(5));
    }

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.BROKEN, "cut"));
    assertThat(peer.opened()).isLessThan(20);
  }

  @Test
  void aGoneSessionIsNotOpenedAgain() {
    fixture.openAndHear();
    peer.refuse(new SessionGoneException(new SessionEnd(Kind.TIMED_OUT, "gone")));
    peer.socket().cut();

    assertThat(fixture.ends).containsExactly(new SessionEnd(Kind.TIMED_OUT, "gone"));
  }

  @Test
  void aFormerSocketIsNotHeard() {
    fixture.openAndHear();
    ScriptedPeer.Socket former = peer.socket();
    former.cut();
    former.deliver(
        AgentMessage.stream(
            MessageType.OUTPUT_STREAM_DATA,
            0,
            0,
            fixture.scheduler.now(),
            PayloadType.OUTPUT,
            UTF_8.encode("old")));
    former.cut();

    assertThat(channel.input().available()).isZero();
    assertThat(peer.opened()).isEqualTo(2);
  }

  @Test
  void aSocketLostWhileItOpensIsReplaced() {
    peer.cutNextWhileItOpens();
    channel.open();
    fixture.scheduler.advance(Duration.ofMillis(200));

    assertThat(peer.opened()).isEqualTo(2);
    assertThat(fixture.ends).isEmpty();
  }

  @Test
  void aSocketThatOpensAfterTheEndIsClosed() {
    peer.refuse(new IOException("down"));
    channel.open();
    channel.end(new SessionEnd(Kind.CLOSED_HERE, ""));
    fixture.scheduler.advance(Duration.ofSeconds(1));

    assertThat(peer.socket().isClosed()).isTrue();
  }
}
