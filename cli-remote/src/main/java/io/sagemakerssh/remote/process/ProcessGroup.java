package io.sagemakerssh.remote.process;

import com.pty4j.unix.PtyHelpers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A session's process and those it started. Each session's process leads a group of its own, so
 * that a signal reaches all of them and nobody else.
 */
public final class ProcessGroup {
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  static final int SIGHUP = 1;

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
    if (PtyHelpers.signal(-Math.toIntExact(leader.pid()), number) != 0) {
      // No setsid on this system, so there is no group: one by one.
      family().forEach(process -> signal(process, number));
    }
  }

  /**
   * Hangs up the leader, its own children, and all below them that hold one of its streams. A
   * server that was started in the background and has let go of them lives on, as with OpenSSH: VS
   * Code finds its own again when it reconnects.
   */
  void hangUp() {
    if (!leader.isAlive()) {
      return;
    }
    Set<Path> streams = OpenStreams.of(leader.pid());
    family()
        .filter(process -> isDirect(process) || OpenStreams.holds(process.pid(), streams))
        .forEach(process -> signal(process, SIGHUP));
  }

  /** Children first. */
  private Stream<ProcessHandle> family() {
    List<ProcessHandle> family = new ArrayList<>(leader.descendants().toList());
    family.add(leader.toHandle());
    return family.stream();
  }

  /** The leader watches the command, which is its child. */
  private boolean isDirect(ProcessHandle process) {
    return process.pid() == leader.pid()
        || process.parent().filter(leader.toHandle()::equals).isPresent();
  }

  private static void signal(ProcessHandle process, int number) {
    PtyHelpers.signal(Math.toIntExact(process.pid()), number);
  }
}
