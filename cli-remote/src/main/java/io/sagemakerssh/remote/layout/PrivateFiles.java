package io.sagemakerssh.remote.layout;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The container's files, which nobody but their owner may read, written whole or not at all. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Replaces the file; its mode becomes 0600. Its directory is made if it is missing.
   *
   * @throws UserError if the file cannot be written
   */
  public static void write(Path file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.replaceMounted(file, content, WholeFile.PRIVATE);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Makes a directory, with mode 0700 if it is new, and those above it.
   *
   * @throws UserError if it cannot be made
   */
  public static Path directory(Path directory) {
    try {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      WholeFile.privateDirectory(directory);
      return directory;
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  /** What to tell the user when a path cannot be written. */
  public static UserError cannotWrite(Path path, IOException cause) {
    UserError error = FileFailure.writing("Cannot write " + path, path, cause);
    return new UserError(
        error.exitCode(),
        error.what(),
        error.why(),
        "Free or open that place, or set SM_SSH_HOME to a directory that this user can write.",
        cause);
  }
}
