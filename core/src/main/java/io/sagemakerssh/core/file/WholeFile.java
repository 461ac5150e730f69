package io.sagemakerssh.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files so that a reader sees all of the content or none: into a temporary neighbour, to the
 * disk, and from there under the name.
 */
public final class WholeFile {
  /** Read and written by the owner alone. */
  public static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /** Read by everybody. */
  public static final Set<PosixFilePermission> PUBLIC =
      PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private WholeFile() {}

  /** Writes a file, in place of any of that name. */
  public static void replace(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path temporary = temporary(file, content, permissions);
    try {
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The same with a file that may be mounted by itself, as container runtimes mount some of {@code
   * /etc}: where none can be renamed over it, it is overwritten.
   */
  public static void replaceMounted(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    try {
      replace(file, content, permissions);
    } catch (FileSystemException mountPoint) {
      if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
        throw mountPoint;
      }
      // First the mode: the content may be a secret.
      Files.setPosixFilePermissions(file, permissions);
      Files.write(file, content);
    }
  }

  /**
   * Writes a file that must not exist yet.
   *
   * @throws FileAlreadyExistsException if it does, also when another process was quicker
   */
  public static void create(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path temporary = temporary(file, content, permissions);
    try {
      link(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes a directory that only the user may enter; one that exists stays as it is. */
  public static void privateDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
    }
  }

  private static void link(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (UnsupportedOperationException noHardLinks) {
      Files.move(temporary, file);
    }
  }

  private static Path temporary(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path temporary =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "." + file.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PRIVATE));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      Files.setPosixFilePermissions(temporary, permissions);
    } catch (IOException failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
    return temporary;
  }
}
