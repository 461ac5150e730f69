package io.sagemakerssh.local.library;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the directory that goes beside a job's {@code train.py}. */
public final class LibraryDirectory {
  private static final String NAME = "sagemaker_ssh_helper";

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
   * The directory, beside the jar, or in a checkout where the build of {@code cli-remote} puts it.
   *
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if there is none
   */
  public Path path() {
    Path beside = program.resolveSibling(NAME);
    Path built = program.resolveSibling("../../cli-remote/target").resolve(NAME).normalize();
    return List.of(beside, built).stream()
        .filter(directory -> Files.isRegularFile(directory.resolve("__init__.py")))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ExitCode.PROGRAM_MISSING,
                    "Cannot find the library directory " + NAME,
                    "it is neither at " + beside + " nor at " + built,
                    "In a checkout run scripts/build; otherwise unpack the release whole."));
  }
}
