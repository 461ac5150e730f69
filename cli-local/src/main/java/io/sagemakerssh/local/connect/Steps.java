package io.sagemakerssh.local.connect;

import java.io.PrintStream;

/**
 * Tells the user on standard error which step of the flow is under way. Waiting shows as a line
 * that changes on a terminal, and not at all elsewhere.
 */
public final class Steps implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\033[K";

  /** A line that is too long for the terminal is cut there, as a wrapped one could not change. */
  private static final String UNWRAPPED = "\033[?7l%s\033[?7h";

  private final PrintStream err;
  private final boolean announced;
  private final boolean terminal;
  private boolean lineOpen;
  private boolean closed;

  /**
   * Announcements.
   *
   * @param announced whether steps are told, or only notes and what is waited for
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
    } else {
      clear();
    }
  }

  /** Something that the user has to know in any case. */
  public synchronized void note(String words) {
    line(words);
  }

  /** How the wait goes. */
  public synchronized void progress(String words) {
    if (terminal && !closed) {
      err.print(CLEAR_LINE + UNWRAPPED.formatted(words));
      err.flush();
      lineOpen = true;
    }
  }

  /**
   * Leaves no unfinished line behind, before an error and before the shell's next prompt, and lets
   * no other begin.
   */
  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }

  private void clear() {
    if (lineOpen) {
      err.print(CLEAR_LINE);
      err.flush();
      lineOpen = false;
    }
  }

  private void line(String words) {
    clear();
    // Once ssh has made the terminal raw, a line feed alone does not return to the left.
    err.print(terminal ? words + "\r\n" : words + "\n");
    err.flush();
  }
}
