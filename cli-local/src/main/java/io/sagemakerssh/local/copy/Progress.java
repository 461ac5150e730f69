package io.sagemakerssh.local.copy;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a copy is, and how fast it goes. Told by several threads, asked by another. */
public final class Progress {
  private static final double MEGABYTE = 1e6;
  private static final int BAR = 20;
  private static final long WINDOW = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoTime;
  private final long began;
  private long total;
  private long moved;
  private long found;
  private String file = "";

  /** Since when the rate is counted, and how much had been moved by then. */
  private long windowBegan;

  private long windowMoved;
  private double rate;

  /**
   * A progress.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public Progress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.windowBegan = began;
  }

  synchronized void total(long bytes) {
    total = bytes;
  }

  /** A file is begun. */
  synchronized void file(String name) {
    file = name;
  }

  synchronized void moved(long bytes) {
    moved += bytes;
  }

  /** These bytes were there already. */
  synchronized void found(long bytes) {
    found += bytes;
  }

  /** These did not arrive after all. */
  synchronized void lost(long bytes) {
    moved -= bytes;
  }

  synchronized long bytesMoved() {
    return moved;
  }

  synchronized long bytesFound() {
    return found;
  }

  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - began);
  }

  /** One line; what matters least comes last, where a narrow terminal cuts it. */
  public synchronized String line() {
    long now = nanoTime.getAsLong();
    long inWindow = now - windowBegan;
    if (inWindow > 0) {
      double latest = (moved - windowMoved) * (double) Duration.ofSeconds(1).toNanos() / inWindow;
      rate = latest;
    }
    if (inWindow > WINDOW) {
      // Half of the window goes on to count, so that the rate does not jump.
      windowBegan = now - WINDOW / 2;
      windowMoved = moved - (long) (rate * WINDOW / 2 / Duration.ofSeconds(1).toNanos());
    }
    long done = moved + found;
    double part = total == 0 ? 1 : Math.min(1, (double) done / total);
    int full = (int) (part * BAR);
    return String.format(
        Locale.ROOT,
        "%3d%% [%s%s] %s of %s MB  %s MB/s  %s left  %s",
        (int) (part * 100),
        "#".repeat(full),
        "-".repeat(BAR - full),
        megabytes(done),
        megabytes(total),
        megabytes(rate),
        left(total - done),
        file);
  }

  /** What was done in the end. */
  public synchronized String summary(int files) {
    Duration time = elapsed();
    double seconds = Math.max(1e-3, time.toMillis() / 1e3);
    return String.format(
        Locale.ROOT,
        "Copied %d %s, %s MB in %.1f s, %s MB/s%s",
        files,
        files == 1 ? "file" : "files",
        megabytes(moved),
        seconds,
        megabytes(moved / seconds),
        found == 0 ? "" : "; " + megabytes(found) + " MB were there already");
  }

  private String left(long bytes) {
    if (bytes <= 0) {
      return "0:00";
    }
    if (rate < 1) {
      return "-:--";
    }
    long seconds = (long) Math.ceil(bytes / rate);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
  }
}
