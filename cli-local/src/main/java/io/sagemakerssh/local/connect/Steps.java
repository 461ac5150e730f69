package io.sagemakerssh.local.connect;

import java.io.PrintStream;

/**
 * Tells the user on standard error which step of the flow is under way. Waiting shows as a line
 * that changes on a terminal, and not at all elsewhere.
 */
public final class Steps {
  private final PrintStream err;
  private final boolean announced;
  private final boolean terminal;
  private boolean lineOpen;

  /**
   * Announcements.
   *
   * @param announced whether steps are told, or only notes
   * @param terminal whether a person is looking at {@code err}
   */
  public Steps(PrintStream err, boolean announced, boolean terminal) {
    this.err = err;
    this.announced = announced;
    this.terminal = terminal;
  }

  /** A step begins. */
  public synchronized void step(String words) {
    if (announced) {
      line(words);
    }
  }

  /** Something that the user has to know in any case. */
  public synchronized void note(String words) {
    line(words);
  }

  /** How the wait goes. */
  public synchronized void progress(String words) {
    if (announced && terminal) {
      err.print("\r\033[K" + words);
      err.flush();
      lineOpen = true;
    }
  }

  private void line(String words) {
    if (lineOpen) {
      err.print("\r\033[K");
      lineOpen = false;
    }
    // Once ssh has made the terminal raw, a line feed alone does not return to the left.
    err.print(terminal ? words + "\r\n" : words + "\n");
    err.flush();
  }
}
