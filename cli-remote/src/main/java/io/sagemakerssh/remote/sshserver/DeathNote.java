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
      "exec 4>&2 2>\"$0\"; trap : %s; (exec \"$@\" 2>&4 4>&-); exit $?";

  private static final String SURVIVED = "INT QUIT TERM USR1 USR2 ALRM";

  static DeathNote in(Path directory) throws IOException {
    return new DeathNote(Files.createTempFile(directory, "death", ""));
  }

  /** The command that runs another under watch. */
  List<String> watching(List<String> command) {
    return watching(command, SURVIVED + " HUP");
  }

  /**
   * The same on a terminal. There it ends with the connection: the kernel tells what runs in the
   * foreground only once the session's first process is gone.
   */
  List<String> watchingOnTerminal(List<String> command) {
    return watching(command, SURVIVED);
  }

  private List<String> watching(List<String> command, String survived) {
    List<String> watched =
        new ArrayList<>(List.of("/bin/sh", "-c", WATCH.formatted(survived), file.toString()));
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
