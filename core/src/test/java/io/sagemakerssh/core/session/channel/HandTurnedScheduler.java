package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.time.Instant;

/** A clock turned by hand, as {@link FakeScheduler}; but what may block has a thread of its own. */
public final class HandTurnedScheduler implements Scheduler {
  private final FakeScheduler clock = new FakeScheduler();

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
    Thread thread = new Thread(action, "test-execute");
    thread.setDaemon(true);
    thread.start();
  }

  public void advance(Duration duration) {
    clock.advance(duration);
  }
}
