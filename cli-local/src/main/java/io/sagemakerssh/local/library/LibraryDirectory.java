package io.sagemakerssh.local.library;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the directory that goes beside a job's {@code train.py}. */
public final class LibraryDirectory {
  private final Path program;

  /**
   * A finder.
   *
   * @param program this program's jar, or its directory of classes
   */
  public LibraryDirectory(Path program) {
    this.program = program.toAbsolutePath().normalize();
  }

  /**
   * The directory: beside the jar, or in a checkout where {@code scripts/bundle} puts it, else
   * where the build of {@code cli-remote} does.
   *
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if there is none
   */
  public Path path() {
    Path beside = program.resolveSibling(Library.NAME);
    Path target = program.resolveSibling("../../cli-remote/target").normalize();
    Path built = target.resolve(Library.NAME);
    Path bundle = target.resolve("bundle").resolve(Library.NAME);
    return Stream.of(beside, isOlder(bundle, built) ? built : bundle, built)
        .filter(directory -> Files.isRegularFile(directory.resolve("__init__.py")))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ExitCode.PROGRAM_MISSING,
                    "Cannot find the library directory " + Library.NAME,
                    "it is neither at " + beside + " nor at " + built,
                    "In a checkout run scripts/build; otherwise unpack the release whole."));
  }

  /**
   * Whether the bundle was made of an earlier build. Its jar does not tell: that has a fixed time.
   */
  private static boolean isOlder(Path bundle, Path built) {
    try {
      return Files.getLastModifiedTime(bundle.resolveSibling(Library.ARCHIVE))
              .compareTo(Files.getLastModifiedTime(built.resolveSibling(Library.JAR)))
          < 0;
    } catch (IOException oneIsMissing) {
      return false;
    }
  }
}
