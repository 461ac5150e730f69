package io.sagemakerssh.core.session.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's end of a port session, traps of PROTOCOL part F by their numbers. */
@Timeout(30)
class PortSessionTest {
  private final ScriptedAgent agent = ScriptedAgent.ofPort();
  private final PortSession session =
      new PortSession("s-1", ChannelSettings.defaults(), new FakeScheduler(), agent.peer());

  @Test
  void carriesBytesBothWays() throws Exception {
    session.open();
    session.output().write("up".getBytes(UTF_8));
    agent.data("down");

    assertThat(sent(PayloadType.OUTPUT))
        .extracting(AgentMessage::payloadText)
        .containsExactly("up");
    assertThat(session.input().readNBytes(4)).asString(UTF_8).isEqualTo("down");
  }

  @Test
  void trap15ALoneLineFeedStaysOne() throws Exception {
    session.open();
    session.output().write('\n');

    assertThat(sent(PayloadType.OUTPUT))
        .extracting(AgentMessage::payloadText)
        .containsExactly("\n");
  }

  @Test
  void trap16AClosedOutputSaysNothingForThereIsNoHalfClose() throws Exception {
    session.open();
    session.output().close();
    agent.data("more");

    assertThat(sent(PayloadType.FLAG)).isEmpty();
    assertThat(session.input().readNBytes(4)).asString(UTF_8).isEqualTo("more");
  }

  @Test
  void trap17ClosingEndsTheAgentsSessionToo() {
    session.open();

    session.close();

    assertThat(sent(PayloadType.FLAG))
        .extracting(AgentMessage::payload)
        .containsExactly(SessionFlag.TERMINATE_SESSION.print());
    assertThat(session.end()).isCompletedWithValue(new SessionEnd(Kind.CLOSED_HERE, ""));
    assertThat(agent.peer().socket().isClosed()).isTrue();
  }

  @Test
  void endsWellWhenTheServiceClosesWithoutAReason() throws Exception {
    session.open();
    agent.data("last");
    agent.peer().close("");

    assertThat(session.input().readAllBytes()).asString(UTF_8).isEqualTo("last");
    assertThat(session.end()).isCompletedWithValue(new SessionEnd(Kind.REMOTE_EOF, ""));
  }

  @Test
  void tellsTheServicesReason() {
    session.open();
    agent.peer().close("Your session was idle for too long");

    assertThatThrownBy(() -> session.input().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("idle for too long");
  }

  @Test
  void aDocumentThatOpensAShellIsRefused() {
    agent.peer().whenOpened(() -> agent.data("$ "));

    assertThatThrownBy(session::open)
        .isInstanceOfSatisfying(
            UserError.class, refused -> assertThat(refused.why()).contains("shell"));
  }

  @Test
  void payloadTypesThatItDoesNotKnowAreAcknowledgedAndDropped() throws Exception {
    session.open();
    agent.send(99, ByteBuffer.wrap(new byte[] {1}));
    agent.data("after");

    assertThat(session.input().readNBytes(5)).asString(UTF_8).isEqualTo("after");
    assertThat(agent.peer().socket().acknowledged()).contains(2L, 3L);
  }

  private List<AgentMessage> sent(int payloadType) {
    return agent.peer().socket().received().stream()
        .filter(message -> message.payloadType() == payloadType)
        .toList();
  }
}
