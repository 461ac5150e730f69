package io.sagemakerssh.local.library;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of the library, all below {@link #NAME}. */
public final class Library {
  /** The directory's name beside {@code train.py}: that of the module that is imported. */
  public static final String NAME = "sagemaker_ssh_helper";

  /** The file that tells our library from any other of the name. */
  public static final String JAR = NAME + "/sagemaker-ssh-remote.jar";

  /** The last that is made of a bundle; other libraries have none. */
  static final String ARCHIVE = NAME + "/sagemaker-ssh-remote.jsa";

  private static final String BYTECODE = "__pycache__";

  private final List<LibraryFile> files;

  private Library(List<LibraryFile> files) {
    this.files = files.stream().sorted(Comparator.comparing(LibraryFile::path)).toList();
  }

  /**
   * Reads what {@code lib-dir} prints.
   *
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if it cannot be read, or a link leads
   *     out of it
   */
  public static Library in(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<LibraryFile> files = new ArrayList<>();
      for (Path path : paths.filter(path -> !Files.isDirectory(path) || isLink(path)).toList()) {
        if (!isBytecode(path.toString())) {
          files.add(file(directory, path));
        }
      }
      return new Library(files);
    } catch (IOException failure) {
      throw unreadable(directory, FileFailure.reason(failure));
    }
  }

  /** Whether a path is of what Python writes beside a module that it has run. */
  public static boolean isBytecode(String path) {
    return path.contains("/" + BYTECODE + "/") || path.endsWith(".pyc");
  }

  /** Sorted by path. */
  public List<LibraryFile> files() {
    return files;
  }

  /** The bytes of all the files. */
  public long size() {
    return files.stream().mapToLong(LibraryFile::size).sum();
  }

  /** These files and one more, which may lie beside the directory. */
  public Library with(LibraryFile file) {
    List<LibraryFile> more = new ArrayList<>(files);
    more.add(file);
    return new Library(more);
  }

  /** Whether a path of a job's sources is one that this library fills. */
  public boolean owns(String path) {
    return path.equals(NAME)
        || path.startsWith(NAME + "/")
        || files.stream().anyMatch(file -> file.path().equals(path));
  }

  /** SHA-256 over paths, kinds, modes and contents, in hexadecimal digits. */
  public String digest() throws IOException {
    return Sha256.of(
        out -> {
          for (LibraryFile file : files) {
            String head = file.path() + "\0" + file.executable() + "\0" + file.target() + "\0";
            out.write((head + file.size() + "\0").getBytes(StandardCharsets.UTF_8));
            try (InputStream content = file.content().open()) {
              content.transferTo(out);
            }
          }
        });
  }

  private static LibraryFile file(Path directory, Path path) throws IOException {
    String name = NAME + "/" + directory.relativize(path).toString().replace('\\', '/');
    if (isLink(path)) {
      Path target = Files.readSymbolicLink(path);
      if (target.isAbsolute()
          || !path.resolveSibling(target).normalize().startsWith(directory.normalize())) {
        throw unreadable(directory, path + " leads out of it");
      }
    }
    return LibraryFile.of(name, path);
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }

  private static UserError unreadable(Path directory, String why) {
    return new UserError(
        ExitCode.PROGRAM_MISSING,
        "Cannot use the library directory " + directory,
        why,
        "In a checkout run scripts/build; otherwise unpack the release whole.");
  }
}
