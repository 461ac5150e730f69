package io.sagemakerssh.it.localaws.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one writer, in order of time. Safe for several threads. */
public final class LogStream {
  private final String name;
  private final long creationTime;
  private final List<LogEvent> events = new ArrayList<>();
  private long storedBytes;

  LogStream(String name, long creationTime) {
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

  /** Adds an event behind all that are not later. */
  synchronized void add(LogEvent event) {
    int place = events.size();
    while (place > 0 && events.get(place - 1).timestamp() > event.timestamp()) {
      place--;
    }
    events.add(place, event);
    storedBytes += event.message().getBytes(UTF_8).length;
  }

  /** All events so far. */
  public synchronized List<LogEvent> events() {
    return List.copyOf(events);
  }

  synchronized long storedBytes() {
    return storedBytes;
  }

  synchronized Optional<LogEvent> first() {
    return events.stream().findFirst();
  }

  synchronized Optional<LogEvent> last() {
    return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
  }
}
