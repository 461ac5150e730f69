package io.sagemakerssh.local.job;

import io.sagemakerssh.core.polling.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a log on and on until its job is over. */
public final class LogFollower {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Another node's lines may arrive with times before the latest that was read. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Function<Instant, List<LogLine>> log;
  private final BooleanSupplier over;
  private final Sleeper sleeper;
  private final Map<String, Instant> told = new HashMap<>();
  private Instant latest;

  /**
   * A follower.
   *
   * @param log the lines from a moment on
   * @param over whether no further line is to be expected
   * @param from the moment to begin with
   */
  public LogFollower(
      Function<Instant, List<LogLine>> log, BooleanSupplier over, Sleeper sleeper, Instant from) {
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
      for (LogLine line : log.apply(from)) {
        if (told.put(line.id(), line.at()) == null) {
          reader.accept(line);
          latest = line.at().isAfter(latest) ? line.at() : latest;
        }
      }
      if (last) {
        return;
      }
      Instant stillComing = latest.minus(LATE);
      from = stillComing.isAfter(from) ? stillComing : from;
      Instant forgettable = from;
      told.values().removeIf(at -> at.isBefore(forgettable));
      sleeper.sleepOrGiveUp(PAUSE);
    }
  }
}
