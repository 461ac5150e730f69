package io.sagemakerssh.local.exit;

/** Something to be done if the process is told to end, as by Ctrl-C, before this is closed. */
public final class ExitAction implements AutoCloseable {
  private final Thread hook;

  private ExitAction(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now on the action is done at the process's end.
   *
   * @param name what the thread is called that does it
   */
  public static ExitAction of(String name, Runnable action) {
    Thread hook = new Thread(action, name);
    Runtime.getRuntime().addShutdownHook(hook);
    return new ExitAction(hook);
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
