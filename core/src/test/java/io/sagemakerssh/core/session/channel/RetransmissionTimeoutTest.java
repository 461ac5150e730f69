package io.sagemakerssh.core.session.channel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** PROTOCOL A.8's constants and formula, computed by hand. */
class RetransmissionTimeoutTest {
  private final RetransmissionTimeout timeout = new RetransmissionTimeout();

  @Test
  void beginsWith200Milliseconds() {
    assertThat(timeout.isOver(MILLISECONDS.toNanos(200))).isFalse();
    assertThat(timeout.isOver(MILLISECONDS.toNanos(200) + 1)).isTrue();
  }

  @Test
  void theVariationUsesTheOldRoundTrip() {
    timeout.sample(MILLISECONDS.toNanos(20));

    // variation = 0.25 * |100 - 20| = 20; round trip = 0.875 * 100 + 0.125 * 20 = 90; 90 + 4 * 20
    assertTimeout(Duration.ofMillis(170));
  }

  @Test
  void steadyRoundTripsLeaveTheGranularity() {
    for (int i = 0; i < 500; i++) {
      timeout.sample(MILLISECONDS.toNanos(5));
    }

    assertTimeout(Duration.ofMillis(15));
  }

  @Test
  void neverExceedsASecond() {
    timeout.sample(MILLISECONDS.toNanos(60_000));

    assertTimeout(Duration.ofSeconds(1));
  }

  private void assertTimeout(Duration expected) {
    assertThat(timeout.isOver(expected.plusNanos(1000).toNanos())).isTrue();
    assertThat(timeout.isOver(expected.minusNanos(1000).toNanos())).isFalse();
  }
}
