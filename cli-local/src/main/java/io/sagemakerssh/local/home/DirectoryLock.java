package io.sagemakerssh.local.home;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.core.polling.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps other processes out of our directory while files in it are read, changed and written. Held
 * for milliseconds; the operating system frees it when its process dies.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(10);

  private final FileChannel channel;
  private final Path file;

  private DirectoryLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /** Waits for the lock, and makes the directory where it is missing. */
  public static DirectoryLock of(Path directory) {
    Path file = directory.resolve(".lock");
    try {
      WholeFile.privateDirectory(directory);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(channel);
      return new DirectoryLock(channel, file);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot lock our directory " + directory, file, failure);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException anotherThread) {
        Sleeper.THREAD.sleepOrGiveUp(RETRY);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot unlock our directory", file, failure);
    }
  }
}
