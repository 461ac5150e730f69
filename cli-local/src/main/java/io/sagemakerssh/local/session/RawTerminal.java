package io.sagemakerssh.local.session;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's terminal, given over to the other end: every key goes there as bytes, Ctrl-C too, and
 * it is told of each change of size. A shell of our own sees to that with {@code stty}; it puts the
 * terminal back when its standard input ends, which it does however this program dies. In the
 * background, taking the terminal stops the program, as it stops others, until it is in the
 * foreground.
 */
public final class RawTerminal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RawTerminal.class);
  private static final long RESTORED_SECONDS = 5;

  /** Stops this program and its children, all that the user's shell calls a job. */
  private static final String STOP = "kill -TSTP 0";

  /**
   * Prints the size at first and at each change; fails where there is no terminal. Its argument is
   * for the terminal in the end. Only stty is stopped in the background, and with it all of us.
   */
  private static final String KEEPER =
      """
      exec 3<&0 </dev/tty || exit 1
      saved=$(stty -g) || exit 1
      trap '' INT QUIT TSTP
      stty raw -echo || exit 1
      trap '' TTOU
      trap 'stty size' WINCH
      stty size
      cat <&3 >/dev/null &
      while kill -0 $! 2>/dev/null; do wait $!; done
      stty "$saved"
      [ -z "$1" ] || printf %s "$1" >/dev/tty
      """;

  private final Process keeper;
  private final BufferedReader sizes;
  private final TerminalSize first;

  private RawTerminal(Process keeper, BufferedReader sizes, TerminalSize first) {
    this.keeper = keeper;
    this.sizes = sizes;
    this.first = first;
  }

  /** Whether this program's standard input is a terminal. */
  public static boolean isStandardInput() throws InterruptedException {
    return holds("test -t 0");
  }

  /** Whether its standard output is one too. */
  public static boolean isInputAndOutput() throws InterruptedException {
    return holds("test -t 0 && test -t 1");
  }

  private static boolean holds(String test) throws InterruptedException {
    try {
      return new ProcessBuilder("sh", "-c", test)
              .redirectInput(Redirect.INHERIT)
              .redirectOutput(Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noShell) {
      LOG.debug("Cannot ask whether there is a terminal: {}", noShell.toString());
      return false;
    }
  }

  /**
   * Takes the terminal.
   *
   * @param inTheEnd what the terminal gets when it is given back
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if there is none, or no {@code stty}
   */
  public static RawTerminal take(String inTheEnd) {
    try {
      Process keeper =
          new ProcessBuilder("sh", "-c", KEEPER, "sh", inTheEnd)
              .redirectError(Redirect.DISCARD)
              .start();
      BufferedReader sizes =
          new BufferedReader(
              new InputStreamReader(keeper.getInputStream(), StandardCharsets.US_ASCII));
      String line = sizes.readLine();
      if (line == null) {
        throw new IOException("this program has no terminal, or there is no stty");
      }
      return new RawTerminal(keeper, sizes, size(line));
    } catch (IOException failed) {
      throw new UserError(
          ExitCode.PROGRAM_MISSING,
          "The terminal cannot be prepared",
          String.valueOf(failed.getMessage()),
          "Start it in a terminal, with sh and stty on the PATH.",
          failed);
    }
  }

  /** As Ctrl-Z does elsewhere; returns once the program goes on. The terminal must be free. */
  public static void stopProgram() throws InterruptedException {
    holds(STOP);
  }

  /** The size at the beginning. */
  public TerminalSize size() {
    return first;
  }

  /** Tells of each change of size, on a thread of its own. */
  public void onResize(Consumer<TerminalSize> listener) {
    Thread thread =
        new Thread(
            () -> {
              try {
                String line;
                while ((line = sizes.readLine()) != null) {
                  listener.accept(size(line));
                }
              } catch (IOException over) {
                LOG.debug("No more sizes: {}", over.toString());
              }
            },
            "sm-ssh-resize");
    thread.setDaemon(true);
    thread.start();
  }

  /** Puts the terminal back as it was. */
  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      keeper.waitFor(RESTORED_SECONDS, TimeUnit.SECONDS);
    } catch (IOException over) {
      LOG.debug("The terminal's keeper is gone: {}", over.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads {@code rows columns}; a terminal that does not know says 0. */
  static TerminalSize size(String line) throws IOException {
    String[] words = line.strip().split(" ");
    try {
      int rows = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[1]);
      return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : new TerminalSize(80, 24);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException odd) {
      throw new IOException("stty said '" + line + "' instead of a size", odd);
    }
  }
}
