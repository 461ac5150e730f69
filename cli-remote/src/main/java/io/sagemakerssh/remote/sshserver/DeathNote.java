package io.sagemakerssh.remote.sshserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a process that a signal killed from one that exited with 128 and that signal's number. Java
 * reports both alike. A shell does not: it writes about the former, here into a file, but for INT
 * and PIPE.
 *
 * @param file where the shell writes
 */
record DeathNote(Path file) {
  /**
   * Runs its arguments as a child with the errors of its own, and ends as it does. It outlives the
   * signals that the child may get with it.
   */
  private static final String WATCH =
      "exec 4>&2 2>\"$0\"; trap : HUP INT QUIT TERM USR1 USR2 ALRM;"
          + " (exec \"$@\" 2>&4 4>&-); exit $?";

  static DeathNote in(Path directory) throws IOException {
    return new DeathNote(Files.createTempFile(directory, "death", ""));
  }

  /** The command that runs another under watch. */
  List<String> watching(List<String> command) {
    List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, file.toString()));
    watched.addAll(command);
    return watched;
  }

  /** Whether a signal killed the process; to be asked once, after its end. */
  boolean tellsOfASignal() {
    try {
      boolean killed = Files.size(file) > 0;
      Files.delete(file);
      return killed;
    } catch (IOException nobodyKnows) {
      return false;
    }
  }
}
