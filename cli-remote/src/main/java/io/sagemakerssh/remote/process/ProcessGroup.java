package io.sagemakerssh.remote.process;

import com.pty4j.unix.PtyHelpers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session's process and those it started. Each session's process leads a group of its own, so
 * that a signal reaches all of them and nobody else.
 */
public final class ProcessGroup {
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private final Process leader;

  public ProcessGroup(Process leader) {
    this.leader = leader;
  }

  /** The command that makes a process lead a group of its own, if the system has it. */
  static List<String> leading(List<String> command) {
    return SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(
            setsid -> {
              List<String> leading = new ArrayList<>(List.of(setsid.toString()));
              leading.addAll(command);
              return leading;
            })
        .orElse(command);
  }

  /**
   * Sends a signal, unless the leader has ended: what it left behind on purpose lives on.
   *
   * @param number the signal's number on Linux
   */
  public void signal(int number) {
    if (!leader.isAlive()) {
      return;
    }
    int pid = Math.toIntExact(leader.pid());
    if (PtyHelpers.signal(-pid, number) != 0) {
      // No setsid on this system, so there is no group: one by one, children first.
      ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
      Stream<ProcessHandle> family =
          handle == null ? Stream.of() : Stream.concat(handle.descendants(), Stream.of(handle));
      family.forEach(process -> PtyHelpers.signal(Math.toIntExact(process.pid()), number));
    }
  }
}
