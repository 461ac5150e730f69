package io.sagemakerssh.remote.layout;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/** Writes files that nobody else may read, whole or not at all. */
public final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /**
   * Replaces the file in one step; its mode becomes 0600.
   *
   * @throws UserError if the file cannot be written
   */
  public static void write(Path file, byte[] content) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path draft = Files.createTempFile(directory, ".draft", null, OWNER_ONLY);
      try {
        Files.write(draft, content);
        replace(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
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
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
      }
      return directory;
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  /** What to tell the user when a path cannot be written. */
  public static UserError cannotWrite(Path path, IOException cause) {
    String reason = reason(cause);
    boolean full = reason.toLowerCase(Locale.ROOT).contains("no space");
    return new UserError(
        full ? ExitCode.DISK_FULL : ExitCode.CANNOT_WRITE,
        "Cannot write " + path,
        reason,
        full
            ? "Free some space, or set SM_SSH_HOME to a directory on another disk."
            : "Run as a user who may write there, or set SM_SSH_HOME to a directory you may write.",
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return String.valueOf(cause.getMessage());
  }

  /** A file that is itself a mount point, as some runtimes do in /etc, cannot be renamed over. */
  private static void replace(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException mountPoint) {
      if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
        throw mountPoint;
      }
      Files.write(file, Files.readAllBytes(draft));
    }
  }
}
