package io.sagemakerssh.core.session.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.SendWindow.Unacknowledged;
import java.nio.ByteBuffer;
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

  private List<Unacknowledged> sent(int... sizes) {
    return java.util.Arrays.stream(sizes)
        .mapToObj(
            size -> {
              Unacknowledged added = window.add(ByteBuffer.allocate(size));
              window.transmitted(added, 0);
              return added;
            })
        .toList();
  }
}
