package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.MessageType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service's pause of what an agent sends. */
class PublicationPauseTest {
  /** A message unheard for so long would be repeated a few times. */
  private static final Duration LONG = Duration.ofSeconds(3);

  private final ChannelFixture agent = new ChannelFixture(Role.AGENT);
  private final ScriptedPeer service = agent.peer;

  @Test
  void aClientIgnoresIt() {
    ChannelFixture client = new ChannelFixture(Role.CLIENT);
    client.channel.open();
    client.peer.publication(MessageType.PAUSE_PUBLICATION);
    client.write("aaaa");

    assertThat(client.sent()).containsExactly("aaaa");
    client.scheduler.advance(LONG);
    assertThat(client.sent()).startsWith("aaaa", "aaaa");
  }

  @Test
  void lastsUntilTheServiceStartsTheAgentAgain() throws Exception {
    assertNothingNewUntil(() -> service.publication(MessageType.START_PUBLICATION));
  }

  @Test
  void lastsUntilTheAgentHearsTheClient() throws Exception {
    assertNothingNewUntil(() -> service.data(0, "x"));
  }

  private void assertNothingNewUntil(Runnable resume) throws Exception {
    agent.channel.open();
    service.publication(MessageType.PAUSE_PUBLICATION);
    CompletableFuture<Void> writing = agent.writeAndWait("aaaa");
    assertThat(agent.sent()).isEmpty();

    resume.run();

    writing.get(10, TimeUnit.SECONDS);
    assertThat(agent.sent()).containsExactly("aaaa");
  }

  @Test
  void nothingIsRepeatedMeanwhile() {
    agent.channel.open();
    agent.write("aaaabbbb");
    service.publication(MessageType.PAUSE_PUBLICATION);

    agent.scheduler.advance(LONG);

    assertThat(agent.sent()).containsExactly("aaaa", "bbbb");
    service.publication(MessageType.START_PUBLICATION);
    agent.scheduler.advance(Duration.ofMillis(100));
    assertThat(agent.sent()).containsExactly("aaaa", "bbbb", "aaaa", "bbbb");
  }

  @Test
  void anAcknowledgementEndsItAlsoForWhatIsOverdue() {
    agent.channel.open();
    agent.write("aaaabbbb");
    service.publication(MessageType.PAUSE_PUBLICATION);
    agent.scheduler.advance(LONG);

    service.acknowledge(service.socket().received().get(0));

    agent.scheduler.advance(LONG);
    assertThat(agent.sent()).startsWith("aaaa", "bbbb", "bbbb");
  }

  /** One round: its acknowledgements end a pause whose end was lost with the former websocket. */
  @Test
  void aNewWebsocketGetsWhatIsUnacknowledgedOnce() throws Exception {
    agent.openAndHear();
    agent.write("aaaabbbb");
    service.publication(MessageType.PAUSE_PUBLICATION);
    CompletableFuture<Void> writing = agent.writeAndWait("cccc");

    service.socket().cut();
    agent.scheduler.advance(LONG);

    assertThat(service.opened()).isEqualTo(2);
    assertThat(agent.sent()).containsExactly("aaaa", "bbbb");
    service.acknowledge(service.socket().received().get(0));
    writing.get(10, TimeUnit.SECONDS);
    assertThat(agent.sent()).containsExactly("aaaa", "bbbb", "cccc");
  }
}
