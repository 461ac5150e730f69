package io.sagemakerssh.local.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file for a job's sources, or one that is there.
 *
 * @param path from the sources' root, with slashes
 * @param executable whether its owner may run it
 * @param target where it leads if it is a symbolic link, which has no content
 * @param size in bytes
 */
public record LibraryFile(
    String path, boolean executable, Optional<String> target, long size, Content content) {

  /** The bytes of a file, as often as they are wanted. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  static LibraryFile link(String path, String target) {
    return new LibraryFile(path, false, Optional.of(target), 0, InputStream::nullInputStream);
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
