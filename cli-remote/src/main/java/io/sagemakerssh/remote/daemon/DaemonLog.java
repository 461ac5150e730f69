package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.remote.waiting.DirectoryWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the daemon's log, line by line and as it grows, to where the job's log is made. */
public final class DaemonLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonLog.class);
  private static final Duration LONG = Duration.ofDays(1);

  private final Path file;
  private final PrintStream out;
  private final Thread follower;
  private volatile boolean ending;

  private DaemonLog(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
    this.follower = new Thread(this::follow, "sm-ssh-daemon-log");
    follower.setDaemon(true);
  }

  /** Begins to copy an existing log from its start. */
  public static DaemonLog follow(Path file, PrintStream out) {
    DaemonLog log = new DaemonLog(file, out);
    log.follower.start();
    return log;
  }

  private void follow() {
    try (DirectoryWatch watch = DirectoryWatch.of(file.toAbsolutePath().getParent());
        RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long copied = 0;
      while (!ending) {
        long done = copied;
        awaitGrowth(watch, log, done);
        copied = copyLines(log, done);
      }
    } catch (IOException e) {
      LOG.debug("The daemon's log cannot be followed: {}", e.toString());
    }
  }

  private void awaitGrowth(DirectoryWatch watch, RandomAccessFile log, long done) {
    try {
      watch.await(() -> ending || length(log) > done, LONG);
    } catch (InterruptedException closing) {
      // What was written meanwhile is still to be copied: close() says when to end.
      ending = true;
    }
  }

  /** Copies all whole lines; returns how far they reach. */
  private long copyLines(RandomAccessFile log, long from) throws IOException {
    log.seek(from);
    byte[] grown = new byte[Math.toIntExact(length(log) - from)];
    log.readFully(grown);
    int end = grown.length;
    while (end > 0 && grown[end - 1] != '\n') {
      end--;
    }
    if (end > 0) {
      out.print(new String(grown, 0, end, StandardCharsets.UTF_8));
      out.flush();
    }
    return from + end;
  }

  private static long length(RandomAccessFile log) {
    try {
      return log.length();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Copies what is there, then ends. */
  @Override
  public void close() {
    follower.interrupt();
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
