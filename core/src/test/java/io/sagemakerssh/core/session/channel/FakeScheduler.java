package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock turned by hand: what is scheduled runs in {@link #advance}; the rest runs at once. */
public final class FakeScheduler implements Scheduler {
  private record Timed(long at, Runnable action) {}

  private final List<Timed> timed = new ArrayList<>();
  private long nanos;

  @Override
  public synchronized Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Task schedule(Duration delay, Runnable action) {
    Timed added = new Timed(nanos + delay.toNanos(), action);
    timed.add(added);
    return () -> remove(added);
  }

  @Override
  public void execute(Runnable action) {
    action.run();
  }

  /** Turns the clock, running on the caller's thread what falls due on the way, in order. */
  public void advance(Duration duration) {
    long target = nanoTime() + duration.toNanos();
    for (Timed next = takeUntil(target); next != null; next = takeUntil(target)) {
      next.action().run();
    }
    turnTo(target);
  }

  /** How many actions wait. */
  public synchronized int waiting() {
    return timed.size();
  }

  private synchronized Timed takeUntil(long target) {
    Timed next = timed.stream().min(Comparator.comparingLong(Timed::at)).orElse(null);
    if (next == null || next.at() > target) {
      return null;
    }
    timed.remove(next);
    nanos = next.at();
    return next;
  }

  private synchronized void turnTo(long target) {
    nanos = target;
  }

  private synchronized void remove(Timed task) {
    timed.remove(task);
  }
}
