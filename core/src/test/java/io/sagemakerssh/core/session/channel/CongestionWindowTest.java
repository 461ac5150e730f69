package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CongestionWindowTest {
  private static final int MOST = 4 << 20;
  private static final long ROUND_TRIP = Duration.ofMillis(50).toNanos();

  private final CongestionWindow window = new CongestionWindow(MOST);
  private long now;

  /** A whole window's worth of messages is acknowledged. */
  private void roundTrip(long nanos) {
    long size = window.bytes();
    now += nanos;
    for (long acknowledged = 0; acknowledged < size; acknowledged += 1024) {
      window.acknowledged(1024, nanos, now);
    }
  }

  @Test
  void doublesEachRoundTripWhileNoQueueBuildsUp() {
    roundTrip(ROUND_TRIP);
    assertThat(window.bytes()).isEqualTo(2 * CongestionWindow.LEAST_BYTES);
    roundTrip(ROUND_TRIP + CongestionWindow.QUEUEING / 2);
    assertThat(window.bytes()).isEqualTo(4 * CongestionWindow.LEAST_BYTES);
  }

  @Test
  void staysWithinItsBounds() {
    for (int i = 0; i < 20; i++) {
      roundTrip(ROUND_TRIP);
    }
    assertThat(window.bytes()).isEqualTo(MOST);

    for (int i = 0; i < 50; i++) {
      roundTrip(Duration.ofSeconds(2).toNanos());
    }
    assertThat(window.bytes()).isEqualTo(CongestionWindow.LEAST_BYTES);
  }

  @Test
  void shrinksByAQuarterOnceARoundTripWhenAQueueBuildsUp() {
    for (int i = 0; i < 20; i++) {
      roundTrip(ROUND_TRIP);
    }
    roundTrip(ROUND_TRIP + 2 * CongestionWindow.QUEUEING);

    assertThat(window.bytes()).isEqualTo(MOST / 4 * 3);
  }

  @Test
  void aLongerRouteIsNoQueueForEver() {
    roundTrip(ROUND_TRIP);
    long longer = ROUND_TRIP + 2 * CongestionWindow.QUEUEING;
    roundTrip(longer);
    assertThat(window.bytes()).isLessThan(2 * CongestionWindow.LEAST_BYTES);

    now += Duration.ofMinutes(6).toNanos();
    roundTrip(longer);
    roundTrip(longer);

    assertThat(window.bytes()).isGreaterThan(2 * CongestionWindow.LEAST_BYTES);
  }

  @Test
  void aSmallBoundIsTheWholeWindow() {
    assertThat(new CongestionWindow(1000).bytes()).isEqualTo(1000);
  }
}
