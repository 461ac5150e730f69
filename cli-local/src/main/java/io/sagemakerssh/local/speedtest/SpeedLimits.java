package io.sagemakerssh.local.speedtest;

import java.time.Duration;

/**
 * How much a test may cost.
 *
 * @param time the most for each direction
 * @param bytes the most for each direction, over all connections
 * @param stripes the connections of the striped download
 */
public record SpeedLimits(Duration time, long bytes, int stripes) {
  /** Beyond this no connection through Session Manager was seen to need more time. */
  public static final long USUAL_BYTES = 1L << 30;
}
