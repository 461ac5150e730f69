package io.sagemakerssh.local.job;

import io.sagemakerssh.core.polling.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads a log on and on until its job is over. Keeps of it only what may be read again. */
public final class LogFollower {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Another node's lines may arrive with times before the latest that was read. */
  private static final Duration LATE = Duration.ofSeconds(10);

  /** A log, as {@link JobLog#since} reads it. */
  @FunctionalInterface
  public interface Source {
    void since(Instant from, Consumer<LogLine> reader);
  }

  private final Source log;
  private final BooleanSupplier over;
  private final Sleeper sleeper;

  /** The lines that a further look shows again: id and time, in the order of telling. */
  private final Map<String, Instant> told = new LinkedHashMap<>();

  private Instant latest;

  /**
   * A follower.
   *
   * @param over whether no further line is to be expected
   * @param from the moment to begin with
   */
  public LogFollower(Source log, BooleanSupplier over, Sleeper sleeper, Instant from) {
    this.log = log;
    this.over = over;
    this.sleeper = sleeper;
    this.latest = from;
  }

  /** Tells each line once. */
  public void follow(Consumer<LogLine> reader) {
    Instant from = latest;
    while (true) {
      // Asked first: what came before the end is then read for certain.
      boolean last = over.getAsBoolean();
      log.since(from, line -> tell(line, reader));
      if (last) {
        return;
      }
      from = later(from, latest.minus(LATE));
      sleeper.sleepOrGiveUp(PAUSE);
    }
  }

  private void tell(LogLine line, Consumer<LogLine> reader) {
    if (told.put(line.id(), line.at()) != null) {
      return;
    }
    reader.accept(line);
    latest = later(latest, line.at());
    Iterator<Instant> oldest = told.values().iterator();
    while (oldest.next().isBefore(latest.minus(LATE))) {
      oldest.remove();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  /** How many lines are kept in mind. */
  int remembered() {
    return told.size();
  }
}
