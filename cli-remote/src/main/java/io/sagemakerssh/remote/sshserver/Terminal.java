package io.sagemakerssh.remote.sshserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.server.Environment;

/**
 * The terminal that a client asks for.
 *
 * @param columns width in characters
 * @param rows height in characters
 * @param modes the client's terminal modes, RFC 4254 section 8
 */
record Terminal(int columns, int rows, Map<PtyMode, Integer> modes) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int DEFAULT_ROWS = 24;
  private static final int NO_CHARACTER = 255;
  private static final int DELETE = 127;

  /**
   * Runs its arguments with {@code SSH_TTY} set, as sshd does, and the terminal in the client's
   * modes.
   */
  private static final String PREPARE =
      "set -f; [ -z \"$SM_SSH_MODES\" ] || stty $SM_SSH_MODES 2>/dev/null; set +f; unset SM_SSH_MODES;"
          + " SSH_TTY=$(tty); export SSH_TTY; exec \"$@\"";

  /** The name under which {@link #PREPARE} finds the modes. */
  private static final String MODES_VARIABLE = "SM_SSH_MODES";

  private static final Map<PtyMode, String> FLAGS =
      Map.ofEntries(
          Map.entry(PtyMode.ECHO, "echo"),
          Map.entry(PtyMode.ECHOE, "echoe"),
          Map.entry(PtyMode.ECHOK, "echok"),
          Map.entry(PtyMode.ECHONL, "echonl"),
          Map.entry(PtyMode.ICANON, "icanon"),
          Map.entry(PtyMode.ISIG, "isig"),
          Map.entry(PtyMode.IEXTEN, "iexten"),
          Map.entry(PtyMode.IXON, "ixon"),
          Map.entry(PtyMode.IXANY, "ixany"),
          Map.entry(PtyMode.IXOFF, "ixoff"),
          Map.entry(PtyMode.ICRNL, "icrnl"),
          Map.entry(PtyMode.INLCR, "inlcr"),
          Map.entry(PtyMode.IGNCR, "igncr"),
          Map.entry(PtyMode.OPOST, "opost"),
          Map.entry(PtyMode.ONLCR, "onlcr"));

  private static final Map<PtyMode, String> CHARACTERS =
      Map.of(
          PtyMode.VINTR, "intr",
          PtyMode.VQUIT, "quit",
          PtyMode.VERASE, "erase",
          PtyMode.VKILL, "kill",
          PtyMode.VEOF, "eof",
          PtyMode.VSUSP, "susp");

  /** Whether the client asked for a terminal. */
  static boolean isWanted(Environment environment) {
    return environment.getEnv().containsKey(Environment.ENV_COLUMNS);
  }

  static Terminal of(Environment environment) {
    Map<String, String> variables = environment.getEnv();
    return new Terminal(
        size(variables.get(Environment.ENV_COLUMNS), DEFAULT_COLUMNS),
        size(variables.get(Environment.ENV_LINES), DEFAULT_ROWS),
        Map.copyOf(environment.getPtyModes()));
  }

  /** The command that runs another on this terminal. */
  List<String> running(List<String> command) {
    List<String> prepared = new ArrayList<>(List.of("/bin/sh", "-c", PREPARE, "sh"));
    prepared.addAll(command);
    return prepared;
  }

  /** What {@link #running} needs in the environment. */
  Map<String, String> variables() {
    return Map.of(MODES_VARIABLE, String.join(" ", sttyArguments()));
  }

  private List<String> sttyArguments() {
    List<String> arguments = new ArrayList<>();
    modes.forEach(
        (mode, value) -> {
          if (FLAGS.containsKey(mode)) {
            arguments.add((value == 0 ? "-" : "") + FLAGS.get(mode));
          } else if (CHARACTERS.containsKey(mode)) {
            arguments.add(CHARACTERS.get(mode) + " " + character(value));
          }
        });
    return arguments;
  }

  /** In stty's words. It takes a single digit for that character and not for its code. */
  private static String character(int code) {
    if (code == NO_CHARACTER) {
      return "undef";
    }
    if (code == DELETE) {
      return "^?";
    }
    return code < ' ' ? "^" + (char) (code + '@') : Integer.toString(code);
  }

  private static int size(String text, int unknown) {
    try {
      int size = text == null ? 0 : Integer.parseInt(text);
      return size > 0 && size <= Short.MAX_VALUE ? size : unknown;
    } catch (NumberFormatException notSent) {
      return unknown;
    }
  }
}
