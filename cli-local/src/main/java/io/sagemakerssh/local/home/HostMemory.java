package io.sagemakerssh.local.home;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The remembered hosts, one small file each, so that processes for different hosts never meet. */
public final class HostMemory {
  private final Path directory;

  public HostMemory(Path directory) {
    this.directory = directory;
  }

  /** What is known of a host; empty also where its file cannot be read. */
  public Optional<RememberedHost> of(String alias) {
    return read(file(alias));
  }

  /** Remembers a host, in place of what was known of it. */
  public void keep(RememberedHost host) {
    Path file = file(host.alias());
    try {
      WholeFile.privateDirectory(directory);
      WholeFile.replace(file, host.json().getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot remember the host " + host.alias(), file, failure);
    }
  }

  /** Every host, the one seen last first. */
  public List<RememberedHost> all() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .flatMap(file -> read(file).stream())
          .sorted(Comparator.comparing(RememberedHost::seen).reversed())
          .toList();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot read the remembered hosts", directory, failure);
    }
  }

  private Path file(String alias) {
    return directory.resolve(alias + ".json");
  }

  private static Optional<RememberedHost> read(Path file) {
    try {
      return RememberedHost.parse(Files.readString(file));
    } catch (IOException unknownOrUnreadable) {
      return Optional.empty();
    }
  }
}
