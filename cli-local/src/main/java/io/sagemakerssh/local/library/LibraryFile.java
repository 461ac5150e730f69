package io.sagemakerssh.local.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file for a job's sources, or one that is there.
 *
 * @param path from the sources' root, with slashes
 * @param executable whether its owner may run it
 * @param target where it leads if it is a symbolic link, which has no content
 * @param size in bytes
 * @param time when it was written; Java takes a class-data archive only with a jar of the same time
 */
public record LibraryFile(
    String path,
    boolean executable,
    Optional<String> target,
    long size,
    FileTime time,
    Content content) {

  /** The bytes of a file, as often as they are wanted. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  /** A symbolic link. */
  public static LibraryFile link(String path, String target, FileTime time) {
    return new LibraryFile(path, false, Optional.of(target), 0, time, InputStream::nullInputStream);
  }

  /** A file with content. */
  public static LibraryFile plain(
      String path, boolean executable, long size, FileTime time, Content content) {
    return new LibraryFile(path, executable, Optional.empty(), size, time, content);
  }

  /**
   * A file or link of this machine.
   *
   * @param path what it is called in a job's sources
   */
  public static LibraryFile of(String path, Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(file)) {
      return link(path, Files.readSymbolicLink(file).toString(), time);
    }
    boolean executable =
        Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    return plain(path, executable, Files.size(file), time, () -> Files.newInputStream(file));
  }

  /** Whether the other is the same to a job: of the same kind, mode and bytes. */
  public boolean matches(LibraryFile other) throws IOException {
    if (!target.equals(other.target) || executable != other.executable || size != other.size) {
      return false;
    }
    try (InputStream ours = content.open();
        InputStream theirs = other.content.open()) {
      return same(ours, theirs);
    }
  }

  private static boolean same(InputStream one, InputStream other) throws IOException {
    int chunk = 1 << 16;
    while (true) {
      byte[] left = one.readNBytes(chunk);
      if (!Arrays.equals(left, other.readNBytes(chunk))) {
        return false;
      }
      if (left.length < chunk) {
        return true;
      }
    }
  }
}
