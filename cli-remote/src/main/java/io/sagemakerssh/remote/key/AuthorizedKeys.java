package io.sagemakerssh.remote.key;

import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The keys that may log in: the lines of every {@code *.pub} file in one directory. Read anew at
 * each question, since a key may come by any way, such as a copy by {@code aws s3}.
 */
public final class AuthorizedKeys {
  private final Path directory;
  private final Path joined;

  public AuthorizedKeys(ContainerLayout layout) {
    this.directory = layout.authorizedKeysDirectory();
    this.joined = layout.authorizedKeys();
  }

  /**
   * All keys, in the order of their file names.
   *
   * @throws UncheckedIOException if the directory is there but cannot be read
   */
  public List<AuthorizedKey> all() {
    List<AuthorizedKey> keys = new ArrayList<>();
    for (Path file : files()) {
      try {
        // Decoded leniently: a file that is no text must not lock everybody out.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().forEach(line -> AuthorizedKey.parse(line).ifPresent(keys::add));
      } catch (NoSuchFileException removedMeanwhile) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return keys;
  }

  /** Whether this key may log in. */
  public boolean contains(AuthorizedKey key) {
    return all().stream().anyMatch(key::sameKey);
  }

  /**
   * Lets a key in and joins all files into one, for OpenSSH's server.
   *
   * @param name of the file, without {@code .pub}
   * @throws io.sagemakerssh.core.error.UserError if a file cannot be written
   */
  public synchronized void add(String name, AuthorizedKey key) {
    PrivateFiles.directory(directory);
    write(directory.resolve(name + ".pub"), key + "\n");
    StringBuilder lines = new StringBuilder();
    all().forEach(authorized -> lines.append(authorized).append('\n'));
    write(joined, lines.toString());
  }

  private static void write(Path file, String text) {
    PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Iterable<Path> files() {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.pub")) {
      found.forEach(files::add);
    } catch (NoSuchFileException none) {
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
