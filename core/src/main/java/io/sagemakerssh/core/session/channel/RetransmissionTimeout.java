package io.sagemakerssh.core.session.channel;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait for an acknowledgement, from measured round trips. All in nanoseconds.
 *
 * <p>The official programs' constants and order of computation ({@code streaming.go:830-846} of the
 * session-manager-plugin): as in RFC 6298, but samples of repeated messages count too.
 */
final class RetransmissionTimeout {
  private static final double ROUND_TRIP_SHARE = 1.0 / 8;
  private static final double VARIATION_SHARE = 1.0 / 4;
  private static final double GRANULARITY = TimeUnit.MILLISECONDS.toNanos(10);
  private static final double MOST = TimeUnit.SECONDS.toNanos(1);

  private double roundTrip = TimeUnit.MILLISECONDS.toNanos(100);
  private double variation;
  private double timeout = TimeUnit.MILLISECONDS.toNanos(200);

  /** Takes in the time from a message's last transmission to its acknowledgement. */
  void sample(long nanos) {
    variation = (1 - VARIATION_SHARE) * variation + VARIATION_SHARE * abs(roundTrip - nanos);
    roundTrip = (1 - ROUND_TRIP_SHARE) * roundTrip + ROUND_TRIP_SHARE * nanos;
    timeout = min(MOST, roundTrip + max(GRANULARITY, 4 * variation));
  }

  /** Whether a message of that age is overdue. */
  boolean isOver(long nanos) {
    return nanos > timeout;
  }

  long nanos() {
    return (long) timeout;
  }
}
