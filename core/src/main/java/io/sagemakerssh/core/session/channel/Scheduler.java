package io.sagemakerssh.core.session.channel;

import java.time.Duration;
import java.time.Instant;

/** Time and threads, so that tests can turn the clock by hand. */
public interface Scheduler {
  /** The time of day, for dates in messages. */
  Instant now();

  /** Nanoseconds since some moment, for measuring; never goes back. */
  long nanoTime();

  /** Runs an action once, later, on a thread that it must not block. */
  Task schedule(Duration delay, Runnable action);

  /** Runs an action soon, on a thread of its own that it may block. */
  void execute(Runnable action);

  /** A scheduled action. */
  interface Task {
    /** Prevents the action from starting; does not stop one that runs. */
    void cancel();
  }
}
