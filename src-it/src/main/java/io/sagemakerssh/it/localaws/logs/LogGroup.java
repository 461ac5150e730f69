package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Streams of one kind of writer. Safe for several threads. */
public final class LogGroup {
  private final String name;
  private final long creationTime;
  private final ConcurrentSkipListMap<String, LogStream> streams = new ConcurrentSkipListMap<>();

  LogGroup(String name, long creationTime) {
    this.name = name;
    this.creationTime = creationTime;
  }

  public String name() {
    return name;
  }

  /** Milliseconds since the epoch. */
  long creationTime() {
    return creationTime;
  }

  /**
   * Adds a stream; {@code false} if there is one of the name.
   *
   * @param time milliseconds since the epoch
   */
  boolean create(String stream, long time) {
    return streams.putIfAbsent(stream, new LogStream(stream, time)) == null;
  }

  /**
   * The stream of a name.
   *
   * @throws AwsError {@code ResourceNotFoundException}
   */
  public LogStream stream(String streamName) {
    return Optional.ofNullable(streams.get(streamName))
        .orElseThrow(
            () ->
                AwsError.badRequest(
                    "ResourceNotFoundException", "The specified log stream does not exist."));
  }

  /** The streams whose names start with a prefix, by name. */
  public List<LogStream> streams(String prefix) {
    return streams.tailMap(prefix, true).values().stream()
        .takeWhile(stream -> stream.name().startsWith(prefix))
        .toList();
  }
}
