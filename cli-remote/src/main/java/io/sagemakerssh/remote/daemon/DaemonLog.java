package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.remote.waiting.DirectoryWatch;
import java.io.ByteArrayOutputStream;
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
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final PrintStream out;
  private final Thread follower;

  /** What has come of a line that has not ended yet. Of the follower alone. */
  private final ByteArrayOutputStream unended = new ByteArrayOutputStream();

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
    // Not a channel: close() interrupts, which would close it before the last lines are read.
    try (DirectoryWatch watch = DirectoryWatch.of(file.toAbsolutePath().getParent());
        RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = awaitGrowth(watch, log);
        copyLines(log);
      }
      if (unended.size() > 0) {
        out.println(unended.toString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      LOG.debug("The daemon's log cannot be followed: {}", e.toString());
    }
  }

  /** Whether there may be more after what is there now. */
  private static boolean awaitGrowth(DirectoryWatch watch, RandomAccessFile log)
      throws IOException {
    long read = log.getFilePointer();
    try {
      watch.await(() -> length(log) > read, LONG);
      return true;
    } catch (InterruptedException closing) {
      return false;
    }
  }

  private void copyLines(RandomAccessFile log) throws IOException {
    byte[] grown = new byte[BUFFER_BYTES];
    int count;
    while ((count = log.read(grown)) > 0) {
      int end = count;
      while (end > 0 && grown[end - 1] != '\n') {
        end--;
      }
      if (end > 0) {
        unended.write(grown, 0, end);
        out.print(unended.toString(StandardCharsets.UTF_8));
        out.flush();
        unended.reset();
      }
      unended.write(grown, end, count - end);
    }
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
