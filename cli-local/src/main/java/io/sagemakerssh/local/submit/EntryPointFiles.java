package io.sagemakerssh.local.submit;

import io.sagemakerssh.local.library.LibraryFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The programs of ours that a job starts with, from this program's resources. */
final class EntryPointFiles {
  /** Always the same, so that the same sources are packed into the same bytes. */
  private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

  private EntryPointFiles() {}

  /** One of them as a file for a job. */
  static LibraryFile named(String name) {
    byte[] bytes = bytes(name);
    return LibraryFile.plain(name, true, bytes.length, TIME, () -> new ByteArrayInputStream(bytes));
  }

  /** The bytes of one of them. */
  static byte[] bytes(String name) {
    try (InputStream resource = EntryPointFiles.class.getResourceAsStream(name)) {
      return resource.readAllBytes();
    } catch (IOException unreadableJar) {
      throw new UncheckedIOException(unreadableJar);
    }
  }
}
