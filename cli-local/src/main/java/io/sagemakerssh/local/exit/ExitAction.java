package io.sagemakerssh.local.exit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something to be done if the process is told to end, as by Ctrl-C, before this is closed. */
public final class ExitAction implements AutoCloseable {
  private final Thread hook;
  private final CountDownLatch begun;

  private ExitAction(Thread hook, CountDownLatch begun) {
    this.hook = hook;
    this.begun = begun;
  }

  /**
   * From now on the action is done at the process's end.
   *
   * @param name what the thread is called that does it
   */
  public static ExitAction of(String name, Runnable action) {
    CountDownLatch begun = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              begun.countDown();
              action.run();
            },
            name);
    Runtime.getRuntime().addShutdownHook(hook);
    return new ExitAction(hook, begun);
  }

  /**
   * Does not return if the process is told to end, now or within a moment: Ctrl-C reaches a child
   * of ours too, and what its end looks like would hide the reason.
   */
  public void giveWay(Duration moment) throws InterruptedException {
    if (begun.await(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      new CountDownLatch(1).await();
    }
  }

  /** From now on it is not. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Then the action is being done just now, and no harm comes of it.
      hook.interrupt();
    }
  }
}
