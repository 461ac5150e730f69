package io.sagemakerssh.core.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that only a sleep sets forward. */
public final class FakeTime extends Clock implements Sleeper {
  private final List<Duration> sleeps = new ArrayList<>();
  private Instant now;

  public FakeTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  public FakeTime(Instant start) {
    now = start;
  }

  /** Sets the clock, without a sleep. */
  public void set(Instant time) {
    now = time;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    now = now.plus(duration);
  }

  /** Every sleep so far. */
  public List<Duration> sleeps() {
    return sleeps;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /** A polling of this time: from 100 ms to 1 s. */
  public Polling polling(Duration timeout) {
    return new Polling(this, this, Duration.ofMillis(100), Duration.ofSeconds(1), timeout);
  }
}
