package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** All logs of the account, in memory. Safe for several threads. */
public final class LogStore {
  private final Clock clock;
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentSkipListMap<String, LogGroup> groups = new ConcurrentSkipListMap<>();

  public LogStore(Clock clock) {
    this.clock = clock;
  }

  /** Adds a group; {@code false} if there is one of the name. */
  public boolean createGroup(String name) {
    return groups.putIfAbsent(name, new LogGroup(name, clock.millis())) == null;
  }

  /** Adds a stream to a group; {@code false} if there is one of the name. */
  public boolean createStream(String group, String stream) {
    return group(group).create(stream, clock.millis());
  }

  /**
   * The group of a name.
   *
   * @throws AwsError {@code ResourceNotFoundException}
   */
  public LogGroup group(String name) {
    return Optional.ofNullable(groups.get(name))
        .orElseThrow(
            () ->
                AwsError.badRequest(
                    "ResourceNotFoundException", "The specified log group does not exist."));
  }

  /** The groups whose names start with a prefix, by name. */
  List<LogGroup> groups(String prefix) {
    return groups.tailMap(prefix, true).values().stream()
        .takeWhile(group -> group.name().startsWith(prefix))
        .toList();
  }

  /** Adds a line, now. */
  public void append(LogStream stream, String message) {
    append(stream, clock.millis(), message);
  }

  /**
   * Adds a line.
   *
   * @param timestamp milliseconds since the epoch
   */
  void append(LogStream stream, long timestamp, String message) {
    stream.add(new LogEvent(ids.incrementAndGet(), timestamp, clock.millis(), message));
  }
}
