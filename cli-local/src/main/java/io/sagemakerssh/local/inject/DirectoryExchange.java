package io.sagemakerssh.local.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Puts a directory in the place of another. Directories cannot be moved over each other, so the old
 * one steps aside for a moment; it is deleted only when the new one is in its place.
 */
final class DirectoryExchange {
  /** {@link Files#move} in one step, or a test's stand-in. */
  @FunctionalInterface
  interface Mover {
    void move(Path from, Path to) throws IOException;
  }

  private final Mover mover;

  DirectoryExchange(Mover mover) {
    this.mover = mover;
  }

  static DirectoryExchange inOneStep() {
    return new DirectoryExchange(
        (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * Moves a directory to its place.
   *
   * @param place in the same file system; may be empty, and is a directory otherwise
   * @throws IOException if the place is as it was; or if what was there could not even be moved
   *     back: then it says where that is now
   */
  void put(Path fresh, Path place) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      mover.move(fresh, place);
      return;
    }
    Path aside = Files.createTempDirectory(place.getParent(), "." + place.getFileName() + "-old");
    Path old = aside.resolve(place.getFileName());
    try {
      mover.move(place, old);
      moveOrRestore(fresh, place, old);
    } finally {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        delete(aside);
      }
    }
  }

  private void moveOrRestore(Path fresh, Path place, Path old) throws IOException {
    try {
      mover.move(fresh, place);
    } catch (IOException failure) {
      try {
        mover.move(old, place);
      } catch (IOException lost) {
        failure.addSuppressed(lost);
        throw new IOException("what was there is now in " + old, failure);
      }
      throw failure;
    }
  }

  /** Deletes a directory with all that is in it; none is no failure. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
