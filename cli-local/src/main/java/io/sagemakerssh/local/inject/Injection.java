package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.library.Library;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Puts the library into sources, where that changes anything.
 *
 * @param library what is put there
 * @param dryRun whether to say only what would change
 * @param replace whether files in the library's place that are not the library's may go
 */
public record Injection(Library library, boolean dryRun, boolean replace) {
  private static final Set<PosixFilePermission> USUAL =
      PosixFilePermissions.fromString("rw-r--r--");

  /**
   * Puts it into a directory.
   *
   * @return what has changed, or would
   */
  public Change into(SourceDirectory sources, String name) {
    Change change = permitted(sources.change(library), name);
    if (!change.isEmpty() && !dryRun) {
      sources.put(library);
    }
    return change;
  }

  /**
   * Puts it into an archive.
   *
   * @param archive read
   * @param output written, whole or not at all; may be the archive
   * @return what has changed, or would
   */
  public Change into(Path archive, Path output) {
    try (SourceArchive sources = SourceArchive.open(archive, archive.toString())) {
      Change change = permitted(sources.change(library), archive.toString());
      boolean elsewhere = !archive.equals(output);
      if (!dryRun && (elsewhere || !change.isEmpty())) {
        write(sources, output);
      }
      return change;
    }
  }

  /**
   * The change, if it may be made.
   *
   * @throws UserError with {@link ExitCode#SOURCES_REFUSED} if it would remove what may be the
   *     user's
   */
  Change permitted(Change change, String name) {
    if (!replace) {
      change.demandNothingRemoved(name);
    }
    return change;
  }

  private void write(SourceArchive sources, Path output) {
    // A link stays one: what it leads to is written.
    Path target = Files.exists(output) ? realPath(output) : output.toAbsolutePath();
    try {
      Set<PosixFilePermission> permissions =
          Files.exists(target) ? Files.getPosixFilePermissions(target) : USUAL;
      Path fresh = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
      try {
        try (OutputStream out = Files.newOutputStream(fresh)) {
          sources.write(library, out);
        }
        Files.setPosixFilePermissions(fresh, permissions);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot write " + output, target, failure);
    }
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot write " + path, path, failure);
    }
  }
}
