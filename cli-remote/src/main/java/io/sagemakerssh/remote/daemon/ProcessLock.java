package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock among processes, on a file. It ends with its process, however that ends. */
public final class ProcessLock implements AutoCloseable {
  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws UserError if the file cannot be written
   */
  public static ProcessLock acquire(Path file) {
    FileChannel channel = open(file);
    try {
      channel.lock();
      return new ProcessLock(channel);
    } catch (IOException e) {
      throw failed(channel, file, e);
    }
  }

  /** The lock, unless somebody has it, in this process or another. */
  public static Optional<ProcessLock> tryAcquire(Path file) {
    FileChannel channel = open(file);
    try {
      if (channel.tryLock() instanceof FileLock) {
        return Optional.of(new ProcessLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Not closed: on Linux that would let go of the lock that this process holds.
      return Optional.empty();
    } catch (IOException e) {
      throw failed(channel, file, e);
    }
  }

  /** Whether somebody has the lock. */
  public static boolean isHeld(Path file) {
    Optional<ProcessLock> lock = tryAcquire(file);
    lock.ifPresent(ProcessLock::close);
    return lock.isEmpty();
  }

  private static UserError failed(FileChannel channel, Path file, IOException failure) {
    try {
      channel.close();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    return PrivateFiles.cannotWrite(file, failure);
  }

  private static FileChannel open(Path file) {
    PrivateFiles.directory(file.toAbsolutePath().getParent());
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
