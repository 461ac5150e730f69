package io.sagemakerssh.core.session.channel;

import static io.sagemakerssh.core.session.channel.FirstFlight.MOST_BYTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.SendWindow.Unacknowledged;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendWindowTest {
  private final SendWindow window = new SendWindow(4, 100);

  @Test
  void isFullByMessagesOrBytes() {
    sent(10, 10, 10);
    assertThat(window.hasRoom()).isTrue();
    sent(10);
    assertThat(window.hasRoom()).isFalse();

    window.acknowledge(2, 0);
    assertThat(window.hasRoom()).isTrue();
    sent(70);
    window.acknowledge(3, 0);
    assertThat(window.hasRoom()).as("90 bytes of 3 messages").isTrue();
    sent(10);
    window.acknowledge(0, 0);
    assertThat(window.hasRoom()).as("90 bytes of 3 messages").isTrue();
  }

  @Test
  void acknowledgementsInOrderShowNoLoss() {
    sent(1, 1, 1);

    assertThat(window.acknowledge(0, 0)).isEmpty();
    assertThat(window.acknowledge(1, 0)).isEmpty();
    assertThat(window.acknowledge(2, 0)).isEmpty();
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void anAcknowledgementShowsWhatWasTransmittedBeforeToBeLost() {
    List<Unacknowledged> sent = sent(1, 1, 1, 1);

    assertThat(window.acknowledge(2, 0)).containsExactly(sent.get(0), sent.get(1));
  }

  @Test
  void whatWasRepeatedSinceIsNotLostYet() {
    List<Unacknowledged> sent = sent(1, 1, 1);
    window.transmitted(sent.get(0), 0);

    assertThat(window.acknowledge(2, 0)).containsExactly(sent.get(1));
  }

  @Test
  void onlyFirstAndLastAreRepeatedWhenOverdue() {
    List<Unacknowledged> sent = sent(1, 1, 1);

    assertThat(window.overdue(0)).isEmpty();
    assertThat(window.overdue(SECONDS.toNanos(1))).containsExactly(sent.get(0), sent.get(2));
  }

  @Test
  void aLoneMessageIsRepeatedOnce() {
    List<Unacknowledged> sent = sent(1);

    assertThat(window.overdue(SECONDS.toNanos(1))).isEqualTo(sent);
  }

  @Test
  void acknowledgementsOfWhatWasNeverSentMeanNothing() {
    window.add(ByteBuffer.allocate(1));

    assertThat(window.acknowledge(0, 0)).isEmpty();
    assertThat(window.acknowledge(77, 0)).isEmpty();
    assertThat(window.acknowledge(-1, 0)).isEmpty();
    assertThat(window.isEmpty()).isFalse();
  }

  @Test
  void aNewWebsocketBeginsWithLittle() {
    List<Unacknowledged> sent = sent(MOST_BYTES - 1, 1, 1);

    assertThat(window.connected()).containsExactly(sent.get(0), sent.get(1));
  }

  @Test
  void aLargeMessageIsEnoughToBeginWith() {
    List<Unacknowledged> sent = sent(2 * MOST_BYTES, 1);

    assertThat(window.connected()).containsExactly(sent.get(0));
  }

  @Test
  void theRestFollowsTheFirstAcknowledgement() {
    List<Unacknowledged> sent = sent(MOST_BYTES / 2, MOST_BYTES / 2, 1, 1);
    reconnect();

    assertThat(window.acknowledge(0, 0)).containsExactly(sent.get(2), sent.get(3));
  }

  @Test
  void theRestFollowsWithWhatIsLost() {
    List<Unacknowledged> sent = sent(MOST_BYTES / 2, MOST_BYTES / 2, 1, 1);
    reconnect();

    assertThat(window.acknowledge(1, 0)).containsExactly(sent.get(0), sent.get(2), sent.get(3));
  }

  @Test
  void theRestDoesNotFollowTwice() {
    sent(MOST_BYTES / 2, MOST_BYTES / 2, 1);
    reconnect();
    window.acknowledge(0, 0).forEach(message -> window.transmitted(message, 0));

    assertThat(window.acknowledge(1, 0)).isEmpty();
  }

  /** It may come late, through the service, of what went over a websocket before. */
  @Test
  void anAcknowledgementOfAnEarlierWebsocketIsNoSign() {
    sent(MOST_BYTES, 1, 1);
    reconnect();

    assertThat(window.acknowledge(1, 0)).isEmpty();
    assertThat(window.isOpen()).isFalse();
  }

  @Test
  void whatIsNewWaitsOnceEnoughHasGone() {
    assertThat(window.isOpen()).isTrue();
    sent(MOST_BYTES - 1);
    assertThat(window.isOpen()).isTrue();
    sent(1);
    assertThat(window.isOpen()).isFalse();
    Unacknowledged held = window.add(ByteBuffer.allocate(1));

    assertThat(window.acknowledge(0, 0)).containsExactly(held);
    assertThat(window.isOpen()).isTrue();
  }

  @Test
  void whatWaitsIsNotOverdue() {
    List<Unacknowledged> sent = sent(MOST_BYTES);
    window.add(ByteBuffer.allocate(1));

    assertThat(window.overdue(SECONDS.toNanos(1))).isEqualTo(sent);
  }

  private void reconnect() {
    window.connected().forEach(message -> window.transmitted(message, 0));
  }

  private List<Unacknowledged> sent(int... sizes) {
    return Arrays.stream(sizes)
        .mapToObj(
            size -> {
              Unacknowledged added = window.add(ByteBuffer.allocate(size));
              window.transmitted(added, 0);
              return added;
            })
        .toList();
  }
}
