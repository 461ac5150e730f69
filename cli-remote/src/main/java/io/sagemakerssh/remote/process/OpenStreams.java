package io.sagemakerssh.remote.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The pipes and sockets that a process has open, by {@code /proc}. */
final class OpenStreams {
  /** Where a command's own streams are, and where the shell that watches it keeps its errors. */
  private static final int MOST = 5;

  private OpenStreams() {}

  /** Those of a process by the names that the kernel gives them, such as {@code pipe:[4711]}. */
  static Set<Path> of(long pid) {
    Set<Path> streams = new HashSet<>();
    IntStream.range(0, MOST)
        .mapToObj(number -> target(pid, number))
        .forEach(target -> target.filter(OpenStreams::isStream).ifPresent(streams::add));
    return streams;
  }

  /** Whether a process has one of these; also true where that is not to be seen. */
  static boolean holds(long pid, Set<Path> streams) {
    return !Files.isReadable(descriptors(pid)) || !Collections.disjoint(of(pid), streams);
  }

  private static boolean isStream(Path target) {
    return target.toString().startsWith("pipe:") || target.toString().startsWith("socket:");
  }

  private static Optional<Path> target(long pid, int number) {
    try {
      return Optional.of(
          Files.readSymbolicLink(descriptors(pid).resolve(Integer.toString(number))));
    } catch (IOException notOpen) {
      return Optional.empty();
    }
  }

  private static Path descriptors(long pid) {
    return Path.of("/proc", Long.toString(pid), "fd");
  }
}
