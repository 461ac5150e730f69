package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.local.library.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two runs of this user from writing one part file. A file of ours has a byte for each that
 * there can be; its lock is the operating system's, so that it ends with the process however that
 * dies, and nothing is left beside the user's files. Used by several threads.
 */
public final class CopyLocks implements AutoCloseable {
  /** As many as a file position has room for. */
  private static final int DIGITS = 15;

  private final Path file;

  /** Open until the end: to close a file ends all locks of this process on it. */
  private FileChannel channel;

  /**
   * No lock is held yet.
   *
   * @param file made when it is needed
   */
  public CopyLocks(Path file) {
    this.file = file;
  }

  /**
   * Takes the lock of a part file.
   *
   * @param identity of the part file
   * @return ends the lock
   * @throws CopyUnderWayException if another run has it
   */
  FileLock take(String identity) throws IOException {
    String digest = Sha256.of(out -> out.write(identity.getBytes(StandardCharsets.UTF_8)));
    long position = Long.parseLong(digest.substring(0, DIGITS), 16);
    try {
      FileLock lock = channel().tryLock(position, 1, false);
      if (lock != null) {
        return lock;
      }
      throw new CopyUnderWayException();
    } catch (OverlappingFileLockException ofThisProgram) {
      throw new CopyUnderWayException();
    }
  }

  private synchronized FileChannel channel() {
    try {
      if (channel == null) {
        WholeFile.privateDirectory(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      }
      return channel;
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot lock what is copied", file, failure);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
