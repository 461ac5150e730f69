package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of open sessions in a file, for programs that act on idleness, and gives back
 * what a session took of the heap once it has ended and none has begun or ended for a while: an
 * idle heap is not collected, and would stay as large as the largest transfer made it.
 */
final class SessionCount {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCount.class);

  private static final int IDLE_SECONDS = 10;

  private final Path file;
  private final Executor later;
  private final Runnable giveBack;

  /** Guarded by this. */
  private final Set<String> open = new HashSet<>();

  /** Guarded by this. */
  private long changes;

  SessionCount(Path file) {
    this(
        file,
        CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS),
        IdleHeap::giveBack);
  }

  /**
   * @param later runs what is to be done when a while has passed
   */
  SessionCount(Path file, Executor later, Runnable giveBack) {
    this.file = file;
    this.later = later;
    this.giveBack = giveBack;
    write();
  }

  synchronized void add(String sessionId) {
    open.add(sessionId);
    changes++;
    write();
  }

  synchronized void remove(String sessionId) {
    open.remove(sessionId);
    long change = ++changes;
    write();
    later.execute(() -> collect(change));
  }

  private void collect(long since) {
    synchronized (this) {
      if (changes != since) {
        return;
      }
    }
    giveBack.run();
  }

  private void write() {
    try {
      PrivateFiles.write(file, open.size() + "\n");
    } catch (UserError e) {
      LOG.warn("{}: {}", e.what(), e.why());
    }
  }
}
