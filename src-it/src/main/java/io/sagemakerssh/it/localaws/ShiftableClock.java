package io.sagemakerssh.it.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Another clock, and how far this one is ahead of it. */
final class ShiftableClock extends Clock {
  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  ShiftableClock(Clock clock) {
    this.clock = clock;
  }

  /** Sets it ahead of the other clock; behind it if negative. */
  void shift(Duration by) {
    ahead = by;
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The local AWS knows no zones");
  }
}
