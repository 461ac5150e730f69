package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory, until closed. */
public final class Scratch implements AutoCloseable {
  private final Path directory;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  public static Scratch make() {
    try {
      return new Scratch(Files.createTempDirectory("sagemaker-ssh"));
    } catch (IOException failure) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      throw FileFailure.writing("Cannot make a temporary directory", temporary, failure);
    }
  }

  /** A name for a file that is not there yet. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException leftToTheSystem) {
      // They are temporary files.
    }
  }
}
