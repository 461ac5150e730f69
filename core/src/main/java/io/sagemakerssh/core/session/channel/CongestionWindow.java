package io.sagemakerssh.core.session.channel;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes may be under way: more while acknowledgements come as fast as they ever did, less
 * when a queue builds up somewhere, so that a keystroke behind a file does not wait for long. As
 * LEDBAT does (RFC 6817), in short: what counts is the delay beyond the least that was seen. It
 * needs no loss, of which a websocket shows none. Guarded by the channel's lock. Times are
 * nanoseconds.
 */
final class CongestionWindow {
  /** Enough for a local network, and below this no queue is worth fighting. */
  static final int LEAST_BYTES = 256 * 1024;

  /** The delay by a queue that is put up with. */
  static final long QUEUEING = TimeUnit.MILLISECONDS.toNanos(100);

  /** For so long the least round trip is remembered: routes change. */
  private static final long MEMORY = TimeUnit.MINUTES.toNanos(5);

  private static final double SHRINK = 0.75;

  private final int mostBytes;
  private long bytes;
  private long leastRoundTrip = Long.MAX_VALUE;
  private long leastSeenAt;
  private long shrunkAt;

  CongestionWindow(int mostBytes) {
    this.mostBytes = mostBytes;
    this.bytes = Math.min(mostBytes, LEAST_BYTES);
  }

  long bytes() {
    return bytes;
  }

  /**
   * A message that was transmitted once is acknowledged; of one that was repeated nobody knows
   * which transmission that answers.
   */
  void acknowledged(int size, long roundTrip, long now) {
    if (roundTrip <= leastRoundTrip || now - leastSeenAt > MEMORY) {
      leastRoundTrip = roundTrip;
      leastSeenAt = now;
    }
    if (roundTrip - leastRoundTrip < QUEUEING) {
      bytes = Math.min(mostBytes, bytes + size);
    } else if (now - shrunkAt > roundTrip) {
      // Once a round trip: what is under way was sent before the last time.
      shrunkAt = now;
      bytes = Math.max(Math.min(mostBytes, LEAST_BYTES), (long) (bytes * SHRINK));
    }
  }
}
