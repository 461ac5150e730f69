package io.sagemakerssh.remote.key;

import io.sagemakerssh.core.key.SshPublicKey;
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
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that may log in: the lines of every {@code *.pub} file in one directory. Read anew at
 * each question, since a key may come by any way, such as a copy by {@code aws s3}. A line is
 * {@code <type> <base64> [comment]}; lines with options in front are refused, since we would not
 * honour the options.
 */
public final class AuthorizedKeys {
  private static final Set<String> TYPES =
      Set.of(
          "ssh-ed25519",
          "ssh-rsa",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizedKeys.class);

  private final Path directory;
  private final Path joined;

  public AuthorizedKeys(ContainerLayout layout) {
    this.directory = layout.authorizedKeysDirectory();
    this.joined = layout.authorizedKeys();
  }

  /** Whether a key of this type can log in at all. */
  public static boolean isKnownType(SshPublicKey key) {
    return TYPES.contains(key.type());
  }

  /**
   * All keys, in the order of their file names.
   *
   * @throws UncheckedIOException if the directory is there but cannot be read
   */
  public List<SshPublicKey> all() {
    List<SshPublicKey> keys = new ArrayList<>();
    for (Path file : files()) {
      try {
        // Decoded leniently: a file that is no text must not lock everybody out.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines()
            .flatMap(line -> SshPublicKey.parse(line).stream())
            .filter(AuthorizedKeys::isKnownType)
            .forEach(keys::add);
      } catch (IOException unreadable) {
        // Nor must a directory, another user's file, or one that is gone by now.
        LOG.debug("{} holds no key: {}", file, unreadable.toString());
      }
    }
    return keys;
  }

  /** Whether this key may log in. */
  public boolean contains(SshPublicKey key) {
    return all().contains(key);
  }

  /**
   * Lets a key in and joins all files into one, for OpenSSH's server.
   *
   * @param name of the file, without {@code .pub}
   * @throws io.sagemakerssh.core.error.UserError if a file cannot be written
   */
  public synchronized void add(String name, SshPublicKey key) {
    PrivateFiles.directory(directory);
    PrivateFiles.write(directory.resolve(name + ".pub"), key.line() + "\n");
    StringBuilder lines = new StringBuilder();
    all().forEach(authorized -> lines.append(authorized.line()).append('\n'));
    PrivateFiles.write(joined, lines.toString());
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
