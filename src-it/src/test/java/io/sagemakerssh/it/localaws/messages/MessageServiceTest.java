package io.sagemakerssh.it.localaws.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.SystemScheduler;
import io.sagemakerssh.core.session.channel.WebSockets;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.web.WebClient;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** What agents and clients must not do on their channels. */
class MessageServiceTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  @TempDir static Path directory;
  private static final SystemScheduler SCHEDULER = new SystemScheduler();
  private static SsmClient ssm;
  private static TestAgent agent;
  private final WebSockets sockets = new WebSockets(WebClient.direct(), SCHEDULER);
  private final StartSessionResponse started =
      ssm.startSession(b -> b.target(agent.id()).documentName("AWS-StartSSHSession"));

  @BeforeAll
  static void goOnline() {
    ssm = AWS.ssm();
    agent = TestAgent.online(AWS.aws(), directory, "messages", "AIDA1");
  }

  @AfterAll
  static void leave() {
    agent.close();
    SCHEDULER.close();
  }

  @AfterEach
  void endSession() {
    AWS.clock().reset();
    ssm.terminateSession(b -> b.sessionId(started.sessionId()));
  }

  /** One party's websocket, which tells when the service closes it. */
  private final class RawParty implements FrameSocket.Listener {
    private final CompletableFuture<IOException> closed = new CompletableFuture<>();
    private final FrameSocket socket;

    RawParty() throws IOException {
      socket = sockets.open(URI.create(started.streamUrl()), Map.of(), this);
      socket.request();
    }

    RawParty token(String token) {
      socket.sendText(
          new OpenDataChannel.ByClient(UUID.randomUUID(), token, "client", "1.2.677.0").print());
      return this;
    }

    RawParty send(ByteBuffer frame) {
      socket.send(frame);
      return this;
    }

    void assertRefusedFor(String violation) {
      assertThat(closed.orTimeout(10, TimeUnit.SECONDS).join()).hasMessageContaining("1008");
      assertViolation(violation);
    }

    @Override
    public void onFrame(ByteBuffer frame) {
      socket.request();
    }

    @Override
    public void onClosed(IOException cause) {
      closed.complete(cause);
    }
  }

  private static List<String> violations() {
    return AWS.aws().faults().violations().latest();
  }

  private void assertViolation(String what) {
    await()
        .untilAsserted(
            () ->
                assertThat(violations())
                    .anySatisfy(text -> assertThat(text).contains(started.sessionId(), what)));
  }

  private static ByteBuffer frame(long sequence) {
    return FrameEncoder.encode(
        AgentMessage.stream(
            MessageType.INPUT_STREAM_DATA,
            sequence,
            0,
            Instant.now(),
            PayloadType.OUTPUT,
            StandardCharsets.UTF_8.encode("data")));
  }

  @Test
  void aTokenOpensOnce() throws Exception {
    RawParty first = new RawParty().token(started.tokenValue());
    RawParty second = new RawParty().token(started.tokenValue());

    second.assertRefusedFor("a wrong or used token");
    assertThat(first.closed).isNotDone();
  }

  @Test
  void aTokenOpensItsOwnSessionOnly() throws Exception {
    String other =
        ssm.startSession(b -> b.target(agent.id()).documentName("AWS-StartSSHSession"))
            .tokenValue();

    new RawParty().token(other).assertRefusedFor("a wrong or used token");
  }

  @Test
  void aTokenExpires() throws Exception {
    RawParty late = new RawParty();
    AWS.clock().advance(Duration.ofSeconds(301));

    late.token(started.tokenValue()).assertRefusedFor("a wrong or used token");
  }

  @Test
  void nothingGoesBeforeTheToken() throws Exception {
    new RawParty().send(frame(0)).assertRefusedFor("a binary frame before its token");
  }

  @Test
  void oneTextFrameIsEnough() throws Exception {
    new RawParty()
        .token(started.tokenValue())
        .token(started.tokenValue())
        .assertRefusedFor("a second text frame");
  }

  @Test
  void aFirstFrameThatIsNoneIsRefused() throws Exception {
    RawParty party = new RawParty();
    party.socket.sendText("{}");

    assertThat(party.closed.orTimeout(10, TimeUnit.SECONDS).join()).hasMessageContaining("1008");
  }

  @Test
  void anAgentMustSignItsUpgrade() throws Exception {
    RawParty impostor = new RawParty();
    impostor.socket.sendText(
        new OpenDataChannel.ByAgent(UUID.randomUUID(), started.tokenValue(), agent.id()).print());

    impostor.assertRefusedFor("the instance did not sign");
  }

  @Test
  void anUnknownSessionHasNoChannel() {
    URI absent = URI.create(started.streamUrl().replace(started.sessionId(), "alice-0"));

    assertThatThrownBy(() -> sockets.open(absent, Map.of(), new Ignoring()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
  }

  @Test
  void seesAWrongDigestLengthAndSequence() throws Exception {
    RawParty client = new RawParty().token(started.tokenValue());
    ByteBuffer digest = frame(0);
    digest.put(digest.limit() - 1, (byte) 'x');
    client.send(digest);
    assertViolation("a payload digest that is not the payload's");

    client.send(frame(5));
    assertViolation("sequence number 5 after 0");

    ByteBuffer length = frame(6);
    length.putInt(116, 3);
    client.send(length);
    assertViolation("a payload length that is not the payload's");

    assertThat(client.closed).as("the channel goes on").isNotDone();
  }

  private static final class Ignoring implements FrameSocket.Listener {
    @Override
    public void onFrame(ByteBuffer frame) {}

    @Override
    public void onClosed(IOException cause) {}
  }
}
