package io.sagemakerssh.core.key;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own {@code known_hosts} file, one line a host. Not safe against other processes: the caller
 * holds the lock of the directory.
 */
public final class KnownHosts {
  private final Path file;

  public KnownHosts(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /**
   * Makes a key the only one that is trusted for a host.
   *
   * @throws UserError if the file cannot be written
   */
  public void pin(String host, SshPublicKey key) {
    List<String> lines = others(host);
    lines.add(host + " " + key.line());
    write(lines);
  }

  /**
   * Forgets a host, so that its next key is trusted on first use.
   *
   * @throws UserError if the file cannot be written
   */
  public void forget(String host) {
    write(others(host));
  }

  private List<String> others(String host) {
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.startsWith(host + " "));
    return lines;
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot read the known host keys", file, failure);
    }
  }

  /** Leaves a file that already says the same alone, so that connecting again writes nothing. */
  private void write(List<String> lines) {
    if (lines.equals(lines())) {
      return;
    }
    try {
      WholeFile.privateDirectory(file.toAbsolutePath().getParent());
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      WholeFile.replace(file, text.getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot write the known host keys", file, failure);
    }
  }
}
