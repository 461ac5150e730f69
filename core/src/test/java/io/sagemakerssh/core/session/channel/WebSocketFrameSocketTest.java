package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The platform's websocket as a frame socket, traps of PROTOCOL part F by their numbers. */
class WebSocketFrameSocketTest {
  private static final Duration PING = Duration.ofSeconds(10);

  private final FakeScheduler scheduler = new FakeScheduler();
  private final FakeWebSocket platform = new FakeWebSocket();
  private final List<String> heard = new ArrayList<>();
  private final WebSocketFrameSocket socket =
      new WebSocketFrameSocket(new Recorder(), scheduler, PING);
  private final WebSocket.Listener events = socket.events();

  WebSocketFrameSocketTest() {
    socket.attach(platform);
  }

  private void arrives(String piece, boolean isLast) {
    events.onBinary(platform, US_ASCII.encode(piece), isLast);
  }

  @Test
  void trap42FragmentsArePutTogether() {
    socket.request();
    arrives("one, ", false);
    assertThat(platform.requested()).as("the next fragment is asked for").isEqualTo(2);
    arrives("two", true);

    assertThat(heard).containsExactly("one, two");
    assertThat(platform.requested()).as("the next frame is not").isEqualTo(2);
  }

  @Test
  void trap42SendsGoOneAtATimeAndInOrder() {
    platform.hold();
    socket.sendText("hello");
    socket.send(US_ASCII.encode("a"));
    socket.send(US_ASCII.encode("b"));
    assertThat(platform.sent()).containsExactly("text hello");
    platform.complete(0);
    platform.complete(1);

    assertThat(platform.sent()).containsExactly("text hello", "binary a", "binary b");
  }

  @Test
  void aSilentConnectionIsGivenUpWithinTwoPings() {
    socket.request();
    arrives("frame", true);
    socket.request();
    for (int i = 0; i < 12; i++) {
      scheduler.advance(Duration.ofSeconds(2));
      events.onPong(platform, ByteBuffer.allocate(0));
    }
    int before = platform.sent().size();
    scheduler.advance(PING);
    assertThat(platform.sent()).hasSize(before + 1).last().isEqualTo("ping");
    assertThat(heard).containsExactly("frame");
    scheduler.advance(PING);

    assertThat(heard).containsExactly("frame", "closed: Nothing came for 10 s, not even a pong");
    assertThat(platform.isOutputClosed()).isTrue();
  }

  /** Soon enough to open another within the time for the handshake. */
  @Test
  void aConnectionThatIsSilentFromTheBeginningIsGivenUpSooner() {
    socket.request();
    scheduler.advance(Duration.ofSeconds(2));
    assertThat(platform.sent()).containsExactly("ping");
    scheduler.advance(Duration.ofSeconds(4));

    assertThat(heard).containsExactly("closed: Nothing came for 4 s, not even a pong");
  }

  @Test
  void trap32APongIsLifeEnough() {
    socket.request();
    for (int i = 0; i < 50; i++) {
      scheduler.advance(Duration.ofSeconds(2));
      events.onPong(platform, ByteBuffer.allocate(0));
    }

    assertThat(heard).isEmpty();
  }

  /** The platform answers a ping, but only while it is asked for what comes next. */
  @Test
  void trap32APingLeavesTheWebSocketListening() {
    socket.request();
    events.onPing(platform, ByteBuffer.allocate(0));

    assertThat(platform.requested()).isEqualTo(2);
  }

  @Test
  void silenceSaysNothingWhileNoFrameIsAskedFor() {
    socket.request();
    arrives("frame", true);
    scheduler.advance(PING.multipliedBy(10));

    assertThat(heard).containsExactly("frame");
  }

  @Test
  void aPingThatIsStuckBehindDataIsNotFollowedByAnother() {
    platform.hold();
    for (int i = 0; i < 3; i++) {
      scheduler.advance(PING);
    }

    assertThat(platform.sent()).containsExactly("ping");
    assertThat(heard).isEmpty();
  }

  @Test
  void trap34AnEndWithoutACloseFrameIsALoss() {
    events.onError(platform, new EOFException("EOF"));

    assertThat(heard).containsExactly("closed: EOF");
  }

  @Test
  void theOthersCloseIsALossToldOnce() {
    events.onClose(platform, 1000, "");
    events.onError(platform, new EOFException("EOF"));

    assertThat(heard)
        .containsExactly("closed: The other end closed the websocket with status 1000");
  }

  @Test
  void aSendThatFailsIsALoss() {
    platform.hold();
    socket.send(US_ASCII.encode("a"));
    socket.send(US_ASCII.encode("b"));
    platform.fail(0, new IOException("broken pipe"));

    assertThat(heard).containsExactly("closed: broken pipe");
    assertThat(platform.sent()).containsExactly("binary a");
  }

  @Test
  void anEndlessFrameIsALoss() {
    socket.request();
    for (int i = 0; i < 20 && heard.isEmpty(); i++) {
      arrives("x".repeat(100_000), false);
    }

    assertThat(heard).singleElement().asString().contains("A frame of more than");
  }

  @Test
  void closingSendsWhatIsQueuedAndDoesNotWaitForTheOtherEnd() {
    platform.hold();
    socket.send(US_ASCII.encode("last"));
    socket.close();
    assertThat(platform.sent()).containsExactly("binary last");
    platform.complete(0);
    assertThat(platform.sent()).containsExactly("binary last", "close");
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(platform.isOutputClosed()).isTrue();
    assertThat(heard).isEmpty();
  }

  private final class Recorder implements FrameSocket.Listener {
    @Override
    public void onFrame(ByteBuffer frame) {
      heard.add(US_ASCII.decode(frame).toString());
    }

    @Override
    public void onClosed(IOException cause) {
      heard.add("closed: " + cause.getMessage());
    }
  }
}
