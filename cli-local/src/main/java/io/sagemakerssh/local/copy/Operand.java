package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Optional;

/**
 * A file as the user names it: of this machine, or {@code <job>:<path>}.
 *
 * @param job what the container is called; empty for this machine
 * @param path relative to the user's home directory in a container; empty for that itself
 */
public record Operand(Optional<String> job, String path) {
  /**
   * Reads one as scp does: a colon before any slash ends the name of a container.
   *
   * @throws UserError with {@link ExitCode#USAGE} for what can be neither
   */
  public static Operand parse(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    if (text.isEmpty() || colon == 0) {
      throw refused(text, "it names no file and no job");
    }
    if (colon < 0 || slash >= 0 && slash < colon) {
      return new Operand(Optional.empty(), text);
    }
    return new Operand(
        Optional.of(text.substring(0, colon)), withoutHome(text, text.substring(colon + 1)));
  }

  /** Relative paths begin at the home directory, so {@code ~} says nothing more. */
  private static String withoutHome(String text, String path) {
    if (path.equals("~")) {
      return "";
    }
    if (path.startsWith("~/")) {
      String rest = path.replaceFirst("^~/+", "");
      return rest;
    }
    if (path.startsWith("~")) {
      throw refused(text, "the home directories of other users are not known");
    }
    return path;
  }

  private static UserError refused(String text, String why) {
    return new UserError(
        ExitCode.USAGE,
        "'" + text + "' cannot be copied",
        why,
        "Write a path of this machine, or <job>:<path>; put ./ in front of a name with a colon or a tilde.");
  }
}
