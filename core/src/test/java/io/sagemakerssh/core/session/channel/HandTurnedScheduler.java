package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock turned by hand, as {@link FakeScheduler}; but what may block has a thread of its own,
 * which a test can let come to rest.
 */
public final class HandTurnedScheduler implements Scheduler {
  private final FakeScheduler clock = new FakeScheduler();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public Task schedule(Duration delay, Runnable action) {
    return clock.schedule(delay, action);
  }

  @Override
  public void execute(Runnable action) {
    CompletableFuture<Void> begin = turn;
    Thread thread =
        new Thread(
            () -> {
              begin.join();
              action.run();
            },
            "test-execute");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** What is executed from now on waits for {@link #release}. */
  public void hold() {
    turn = new CompletableFuture<>();
  }

  public void release() {
    turn.complete(null);
  }

  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /**
   * Waits until the other threads wait for bytes or a future, or have ended, so that only one does
   * something at a time. Not to be called under a lock that one of them may need.
   */
  public void settle() {
    List<Thread> settled;
    do {
      settled = List.copyOf(threads);
      for (Thread thread : settled) {
        while (!isSettled(thread)) {
          Thread.onSpinWait();
        }
      }
      // One may have started another.
    } while (!threads.equals(settled));
    threads.removeIf(thread -> !thread.isAlive());
  }

  /**
   * Waits for a change, in a monitor, on a condition or for a future; who waits for a lock will get
   * it.
   */
  private static boolean isSettled(Thread thread) {
    Object blocker = LockSupport.getBlocker(thread);
    return !thread.isAlive()
        || thread.getState() == Thread.State.WAITING
            && (blocker == null
                || blocker instanceof Condition
                || blocker instanceof ForkJoinPool.ManagedBlocker);
  }
}
