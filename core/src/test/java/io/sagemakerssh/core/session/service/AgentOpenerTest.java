package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionGoneException;
import io.sagemakerssh.core.session.channel.SilentListener;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgentOpenerTest {
  private final FakeMessageServer server;
  private final ScriptedPeer service = ScriptedPeer.client();
  private final AgentOpener opener;

  AgentOpenerTest() throws IOException {
    server = new FakeMessageServer();
    opener = new AgentOpener("s-1", "mi-1", server.calls(service), new FakeScheduler());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theFirstFrameNamesTheInstanceAndBringsTheToken() throws Exception {
    opener.open(new SilentListener());

    OpenDataChannel opened = OpenDataChannel.parse(service.socket().texts().get(0));
    assertThat(opened)
        .isEqualTo(new OpenDataChannel.ByAgent(opened.requestId(), "token-1", "mi-1"));
  }

  @Test
  void tellsOnlyOnceThatTheSessionIsConnected() throws Exception {
    opener.open(new SilentListener());
    assertThat(service.socket().received())
        .singleElement()
        .matches(message -> message.type() == MessageType.AGENT_SESSION_STATE)
        .matches(message -> message.payloadText().contains("\"Connected\""))
        .matches(message -> message.createdDate() == 0, "dated by the given clock");

    opener.open(new SilentListener());

    assertThat(service.socket().received()).isEmpty();
  }

  @Test
  void asksForATokenEachTime() throws Exception {
    opener.open(new SilentListener());
    server.answer(201, "<A><TokenValue>token-2</TokenValue></A>");
    opener.open(new SilentListener());

    assertThat(server.requests()).hasSize(2);
    assertThat(OpenDataChannel.parse(service.socket().texts().get(0)).token()).isEqualTo("token-2");
  }

  @Test
  void aTerminatedSessionIsGone() {
    server.answer(400, "Session is already terminated");

    assertThatThrownBy(() -> opener.open(new SilentListener()))
        .isInstanceOfSatisfying(
            SessionGoneException.class,
            gone -> assertThat(gone.end().kind()).isEqualTo(SessionEnd.Kind.TIMED_OUT));
  }

  @Test
  void otherRefusalsAreTriedAgain() {
    server.answer(503, "busy");

    assertThatThrownBy(() -> opener.open(new SilentListener()))
        .isInstanceOf(MessageServiceException.class);
  }
}
