package io.sagemakerssh.remote.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All processes that a script started: its descendants and, since a process whose parent has ended
 * is nobody's descendant, whatever else carries the script's marks in its environment.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 10;

  private final ProcessHandle root;
  private final Set<String> marks;

  /**
   * @param marks environment variables that only this script's processes hold together
   */
  ProcessTree(ProcessHandle root, Map<String, String> marks) {
    this.root = root;
    this.marks =
        marks.entrySet().stream()
            .map(mark -> mark.getKey() + "=" + mark.getValue())
            .collect(Collectors.toSet());
  }

  /** Kills them, again and again until none is left, since they may be forking meanwhile. */
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> found = new HashSet<>();
      found.add(root);
      root.descendants().forEach(found::add);
      addMarked(found);
      found.removeIf(process -> !process.isAlive() || process.equals(ProcessHandle.current()));
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void addMarked(Set<ProcessHandle> found) {
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(this::isMarked)
          .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add));
    } catch (IOException noProc) {
      // Not Linux: the descendants are all that can be found.
    }
  }

  private boolean isMarked(String pid) {
    try {
      String environment =
          Files.readString(PROC.resolve(pid).resolve("environ"), StandardCharsets.ISO_8859_1);
      return Arrays.asList(environment.split("\0")).containsAll(marks);
    } catch (IOException anotherUsersOrGone) {
      return false;
    }
  }
}
