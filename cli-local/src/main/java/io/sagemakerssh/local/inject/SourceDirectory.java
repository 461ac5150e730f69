package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.LibraryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A job's sources as a directory, with {@code train.py} in it. */
public final class SourceDirectory {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PROGRAM = DIRECTORY;
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path directory;
  private final Path place;

  /**
   * An existing directory.
   *
   * @throws UserError with {@link ExitCode#SOURCES_REFUSED} if the library cannot lie there
   */
  public SourceDirectory(Path directory) {
    this.directory = directory;
    this.place = directory.resolve(Library.NAME);
    if (Library.NAME.equals(String.valueOf(directory.toAbsolutePath().normalize().getFileName()))) {
      throw refused(
          "it is a library directory itself", "Name the directory above it, that of train.py.");
    }
    boolean there = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(place + " is no directory", "Move it away.");
    }
  }

  /** What {@link #put} would change. */
  public Change change(Library library) {
    try {
      return Change.between(library, present());
    } catch (IOException | UncheckedIOException unreadable) {
      throw refused(reason(unreadable), "Make it readable to your user.");
    }
  }

  /**
   * Puts the library there, in place of any that is: all of it or none. Everything else in the
   * directory stays untouched.
   *
   * @throws UserError if it cannot be written
   */
  public void put(Library library) {
    try {
      Path fresh = Files.createTempDirectory(directory, "." + Library.NAME + "-new");
      try {
        for (LibraryFile file : library.files()) {
          write(file, fresh.resolve(Path.of(Library.NAME).relativize(Path.of(file.path()))));
        }
        Files.setPosixFilePermissions(fresh, DIRECTORY);
        DirectoryExchange.inOneStep().put(fresh, place);
      } finally {
        DirectoryExchange.delete(fresh);
      }
    } catch (IOException failure) {
      throw FileFailure.writing(
          "Cannot put " + Library.NAME + "/ into " + directory, directory, failure);
    }
  }

  private Map<String, LibraryFile> present() throws IOException {
    Map<String, LibraryFile> present = new TreeMap<>();
    if (!Files.isDirectory(place)) {
      return present;
    }
    try (Stream<Path> paths = Files.walk(place)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          String name = directory.relativize(path).toString();
          present.put(name, LibraryFile.of(name, path));
        }
      }
    }
    return present;
  }

  private static void write(LibraryFile file, Path path) throws IOException {
    Files.createDirectories(path.getParent());
    if (file.target().isPresent()) {
      Files.createSymbolicLink(path, Path.of(file.target().get()));
      return;
    }
    try (InputStream content = file.content().open()) {
      Files.copy(content, path);
    }
    Files.setPosixFilePermissions(path, file.executable() ? PROGRAM : PLAIN);
    Files.setLastModifiedTime(path, file.time());
  }

  private static String reason(Exception failure) {
    return failure instanceof UncheckedIOException unchecked
        ? FileFailure.reason(unchecked.getCause())
        : FileFailure.reason((IOException) failure);
  }

  private UserError refused(String why, String advice) {
    return new UserError(
        ExitCode.SOURCES_REFUSED,
        "Cannot put " + Library.NAME + "/ into " + directory,
        why,
        advice);
  }
}
