package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.exit.ExitAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory of the user's alone, until closed or the program is told to end. */
public final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private final Path directory;
  private final ExitAction interrupted;

  private Scratch(Path directory) {
    this.directory = directory;
    this.interrupted = ExitAction.of("sm-ssh-scratch", this::delete);
  }

  /**
   * Makes one.
   *
   * @throws io.sagemakerssh.core.error.UserError if it cannot be made
   */
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
    delete();
    interrupted.close();
  }

  private void delete() {
    try {
      DirectoryExchange.delete(directory);
    } catch (IOException leftToTheSystem) {
      LOG.debug("A temporary directory stays", leftToTheSystem);
    }
  }
}
