package io.sagemakerssh.it.localaws;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets services do what has become due, ten times a second, in one thread. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long PERIOD_MILLIS = 100;

  private final List<Runnable> ticks;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sm-ssh-local-aws-ticker");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> schedule;

  Ticker(List<Runnable> ticks) {
    this.ticks = List.copyOf(ticks);
    this.schedule =
        timer.scheduleWithFixedDelay(
            this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    for (Runnable tick : ticks) {
      try {
        tick.run();
      } catch (RuntimeException bug) {
        LOG.error("A timer failed: a bug of the local AWS", bug);
      }
    }
  }

  @Override
  public void close() {
    schedule.cancel(false);
    timer.shutdown();
  }
}
