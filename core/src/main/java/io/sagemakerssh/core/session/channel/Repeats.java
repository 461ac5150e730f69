package io.sagemakerssh.core.session.channel;

import java.time.Duration;

/**
 * Messages that come again though they were acknowledged. One or a few are nothing; where nothing
 * else comes for long, the acknowledgements do not arrive. Guarded by the channel's lock.
 */
final class Repeats {
  /** As long as a sender waits, whose acknowledgements are stuck on the way to it: 15 s. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private boolean began;
  private boolean told;
  private long since;

  /** Something new came. */
  void end() {
    began = false;
    told = false;
  }

  /** A repeat came; whether they do for long, which is told once. */
  boolean last(long nanoTime) {
    if (!began) {
      began = true;
      since = nanoTime;
    }
    if (told || nanoTime - since < PATIENCE_NANOS) {
      return false;
    }
    told = true;
    return true;
  }
}
