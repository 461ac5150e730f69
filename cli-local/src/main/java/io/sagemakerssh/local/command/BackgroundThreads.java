package io.sagemakerssh.local.command;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what goes on beside a command; none of them keeps the program alive. */
final class BackgroundThreads {
  /** The most calls to AWS at a time. */
  private static final int COUNT = 8;

  private BackgroundThreads() {}

  static ExecutorService executor() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        COUNT, work -> daemon(work, "sm-ssh-background-" + number.incrementAndGet()));
  }

  /** A thread for what is to happen at its time. */
  static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "sm-ssh-timer"));
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
