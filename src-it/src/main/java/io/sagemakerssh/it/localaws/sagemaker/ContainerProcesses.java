package io.sagemakerssh.it.localaws.sagemaker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The processes of one container, daemons included: those of the entry point's session, those that
 * carry the container's mark in their environment, those that hold its output pipe, and their
 * children. Real containers have a namespace for this.
 */
final class ContainerProcesses {
  /** The variable that marks a container's processes. */
  static final String MARK = "SM_LOCAL_AWS_CONTAINER";

  private static final Path PROC = Path.of("/proc");
  private static final char ZOMBIE = 'Z';

  /** The parent of the kernel's threads, which have no environment. */
  private static final long KERNEL = 2;

  /**
   * While a process changes its program its environment is seen as empty, or not at all: a daemon
   * that just begins would be overlooked, and left alive.
   */
  private static final int MOST_LOOKS = 20;

  private static final int LONGEST_TEXT = 1 << 18;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

  private record Stat(long pid, char state, long parent, long session) {}

  private final String mark;
  private final Path pipe;
  private final long session;

  /**
   * @param mark the value of {@link #MARK}
   * @param session the process id of the entry point, which leads a session of its own
   */
  ContainerProcesses(String mark, Path pipe, long session) {
    this.mark = MARK + "=" + mark;
    this.pipe = pipe;
    this.session = session;
  }

  /** All that are alive. */
  List<ProcessHandle> all() {
    List<Stat> stats = stats();
    Set<Long> members = new HashSet<>();
    for (Stat stat : stats) {
      if (stat.session() == session || isMarked(stat) || holdsPipe(stat.pid())) {
        members.add(stat.pid());
      }
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Stat stat : stats) {
        grown |= members.contains(stat.parent()) && members.add(stat.pid());
      }
    }
    return handles(members.stream());
  }

  /** Those of the entry point's session: what a signal to the container reaches. */
  List<ProcessHandle> foreground() {
    return handles(stats().stream().filter(s -> s.session() == session).map(Stat::pid));
  }

  private static List<ProcessHandle> handles(Stream<Long> pids) {
    return pids.map(ProcessHandle::of).flatMap(Optional::stream).toList();
  }

  /** All processes but this one, the machine's first one, and the dead. */
  private static List<Stat> stats() {
    long self = ProcessHandle.current().pid();
    List<Stat> stats = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (pid != self && pid != 1) {
          stat(pid).filter(stat -> stat.state() != ZOMBIE).ifPresent(stats::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to list processes but failed", e);
    }
    return stats;
  }

  /** {@code pid (name) state parent group session …}; the name may contain anything. */
  private static Optional<Stat> stat(long pid) {
    return read(pid, "stat")
        .map(
            text -> {
              String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
              return new Stat(
                  pid, fields[0].charAt(0), Long.parseLong(fields[1]), Long.parseLong(fields[3]));
            });
  }

  private boolean isMarked(Stat stat) {
    if (stat.pid() == KERNEL || stat.parent() == KERNEL) {
      return false;
    }
    return environment(stat.pid()).filter(variables -> variables.contains(mark)).isPresent();
  }

  /** Nothing if the process is gone or somebody else's. */
  private static Optional<List<String>> environment(long pid) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      try {
        String variables = text(pid, "environ");
        if (!variables.isEmpty()) {
          return Optional.of(List.of(variables.split("\0")));
        }
      } catch (NoSuchFileException | AccessDeniedException goneOrNotOurs) {
        return Optional.empty();
      } catch (IOException changing) {
        // seen as the empty one is, depending on the moment
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return Optional.empty();
  }

  private boolean holdsPipe(long pid) {
    Path descriptors = PROC.resolve(pid + "/fd");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
      for (Path entry : entries) {
        if (leadsToPipe(entry)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException goneOrNotOurs) {
      return false;
    }
    return false;
  }

  private boolean leadsToPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(pipe);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Nothing if the process is gone or somebody else's. */
  private static Optional<String> read(long pid, String name) {
    try {
      return Optional.of(text(pid, name));
    } catch (IOException goneOrNotOurs) {
      return Optional.empty();
    }
  }

  /** By one read: between two, a process may have changed its program, and the second is empty. */
  private static String text(long pid, String name) throws IOException {
    byte[] buffer = new byte[LONGEST_TEXT];
    try (InputStream in = Files.newInputStream(PROC.resolve(pid + "/" + name))) {
      return new String(buffer, 0, Math.max(0, in.read(buffer)), ISO_8859_1);
    }
  }
}
