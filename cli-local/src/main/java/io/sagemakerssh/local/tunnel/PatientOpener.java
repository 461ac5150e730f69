package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens sessions to an agent that may have just come online: an instance is online from the agent's
 * first ping, and its control channel follows a moment later, some seconds where training keeps the
 * container's processors busy. Until then StartSession is refused with TargetNotConnected.
 */
final class PatientOpener<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** {@link Thread#sleep}, or a test's stand-in. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private final Supplier<T> opener;
  private final LongSupplier nanoTime;
  private final Pause pause;

  PatientOpener(Supplier<T> opener, LongSupplier nanoTime, Pause pause) {
    this.opener = opener;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  T open() {
    long begin = nanoTime.getAsLong();
    while (true) {
      try {
        return opener.get();
      } catch (UserError refused) {
        boolean mayCome = refused.exitCode() == ExitCode.TARGET_NOT_CONNECTED;
        if (!mayCome || nanoTime.getAsLong() - begin > PATIENCE.toNanos()) {
          throw refused;
        }
        pauseOr(refused);
      }
    }
  }

  private void pauseOr(UserError refused) {
    try {
      pause.of(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused;
    }
  }
}
