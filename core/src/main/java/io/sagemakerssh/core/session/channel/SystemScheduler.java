package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The system's clock. One daemon thread for everything scheduled, started with the first; one
 * daemon thread for each {@link #execute}, which is rare: to open a websocket, say.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {
  private final AtomicInteger started = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, action -> daemon(action, "sm-ssh-timer"));

  public SystemScheduler() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRejectedExecutionHandler((action, closed) -> {});
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Task schedule(Duration delay, Runnable action) {
    Future<?> future =
        timer.schedule(() -> runLoudly(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void execute(Runnable action) {
    daemon(action, "sm-ssh-background-" + started.incrementAndGet()).start();
  }

  /** Ends the timer's thread; what was scheduled does not happen any more. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** An executor keeps exceptions in the future, where nobody would see them. */
  private static void runLoudly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }
  }

  private static Thread daemon(Runnable action, String name) {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    return thread;
  }
}
