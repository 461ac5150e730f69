package io.sagemakerssh.remote.waiting;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Notices at once that something in some directories has changed. */
public final class DirectoryWatch implements AutoCloseable {
  /** Where the system's notices do not come through, such as on a network drive, we look again. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final WatchService service;
  private final Duration lookAgain;

  private DirectoryWatch(WatchService service, Duration lookAgain) {
    this.service = service;
    this.lookAgain = lookAgain;
  }

  /** Watches the entries of existing directories, not of those below them. */
  public static DirectoryWatch of(Path... directories) throws IOException {
    return of(LOOK_AGAIN, directories);
  }

  static DirectoryWatch of(Duration lookAgain, Path... directories) throws IOException {
    WatchService service = FileSystems.getDefault().newWatchService();
    try {
      for (Path directory : directories) {
        directory.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      }
    } catch (IOException missing) {
      service.close();
      throw missing;
    }
    return new DirectoryWatch(service, lookAgain);
  }

  /**
   * Waits until the condition holds, asking at each change.
   *
   * @return whether it holds; false when the time is up
   */
  public boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      WatchKey key = service.poll(Math.min(left, lookAgain.toNanos()), TimeUnit.NANOSECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
