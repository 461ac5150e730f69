package io.sagemakerssh.local.home;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.core.polling.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps other processes out of our directory while files in it are read, changed and written. Held
 * for milliseconds; the operating system frees it when its process dies.
 */
public final class DirectoryLock {
  private static final Duration RETRY = Duration.ofMillis(10);

  private final Path directory;

  public DirectoryLock(Path directory) {
    this.directory = directory;
  }

  /** Does something while no other process does; makes the directory where it is missing. */
  public <T> T holding(Supplier<T> work) {
    Path file = directory.resolve(".lock");
    try {
      WholeFile.privateDirectory(directory);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot make our directory", directory, failure);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      return work.get();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot lock our directory", file, failure);
    }
  }

  /** The lock ends with its channel. */
  private static void lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        channel.lock();
        return;
      } catch (OverlappingFileLockException anotherThread) {
        Sleeper.THREAD.sleepOrGiveUp(RETRY);
      }
    }
  }
}
