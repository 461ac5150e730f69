package io.sagemakerssh.it.localaws.logs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** PutLogEvents, GetLogEvents, FilterLogEvents. */
final class LogEvents {
  private static final int MOST = 10_000;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);

  private final LogStore store;
  private final LogAccess access;
  private final Clock clock;

  LogEvents(LogStore store, LogAccess access, Clock clock) {
    this.store = store;
    this.access = access;
    this.clock = clock;
  }

  /** Stores events that are neither older than 14 days nor more than 2 hours ahead. */
  JsonObject put(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String group = input.text("logGroupName");
    String name = input.text("logStreamName");
    access.demand(request, "PutLogEvents", group, name);
    LogStream stream = store.group(group).stream(name);
    List<JsonInput> events = input.objects("logEvents");
    checkOrder(events);
    int tooOld = 0;
    int tooNew = -1;
    for (int i = 0; i < events.size(); i++) {
      long timestamp = timestamp(events.get(i));
      if (timestamp < clock.instant().minus(OLDEST).toEpochMilli()) {
        tooOld = i + 1;
      } else if (timestamp > clock.instant().plus(NEWEST).toEpochMilli()) {
        tooNew = tooNew < 0 ? i : tooNew;
      } else {
        store.append(stream, timestamp, events.get(i).text("message"));
      }
    }
    JsonObject rejected = new JsonObject();
    if (tooOld > 0) {
      rejected.addProperty("tooOldLogEventEndIndex", tooOld);
    }
    if (tooNew >= 0) {
      rejected.addProperty("tooNewLogEventStartIndex", tooNew);
    }
    JsonObject answer = Json.object("nextSequenceToken", String.format("%056d", events.size()));
    if (rejected.size() > 0) {
      answer.add("rejectedLogEventsInfo", rejected);
    }
    return answer;
  }

  /**
   * A page of one stream. Without a token it starts at the head if so asked, else it is the last
   * page. A token that has nothing behind it comes back unchanged.
   */
  JsonObject get(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String group = access.groupName(input);
    String name = input.text("logStreamName");
    access.demand(request, "GetLogEvents", group, name);
    List<LogEvent> events = within(store.group(group).stream(name).events(), input);
    int limit = input.number("limit", 1, MOST, MOST);
    EventToken token =
        input
            .optionalText("nextToken")
            .map(EventToken::parse)
            .orElseGet(
                () ->
                    input.flag("startFromHead")
                        ? new EventToken(true, 0)
                        : new EventToken(false, events.size()));
    int place = Math.min(token.place(), events.size());
    int from = token.forward() ? place : Math.max(0, place - limit);
    int to = token.forward() ? Math.min(events.size(), place + limit) : place;
    JsonArray page = Json.array(events.subList(from, to), LogEvents::describe);
    JsonObject answer = Json.object("events", page);
    answer.addProperty("nextForwardToken", new EventToken(true, to).toString());
    answer.addProperty("nextBackwardToken", new EventToken(false, from).toString());
    return answer;
  }

  /** A page of several streams, in order of time. */
  JsonObject filter(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String group = access.groupName(input);
    access.demand(request, "FilterLogEvents", group);
    FilterPattern pattern = new FilterPattern(input.optionalText("filterPattern").orElse(""));
    record Found(LogStream stream, LogEvent event) {}
    List<Found> found = new ArrayList<>();
    for (LogStream stream : streams(input, store.group(group))) {
      within(stream.events(), input).stream()
          .filter(event -> pattern.matches(event.message()))
          .forEach(event -> found.add(new Found(stream, event)));
    }
    found.sort(
        Comparator.comparingLong((Found f) -> f.event().timestamp())
            .thenComparingLong(f -> f.event().id()));
    Page<Found> page = Page.of(found, input, MOST, MOST);
    JsonObject answer =
        Json.object(
            "events",
            Json.array(
                page.items(),
                f -> {
                  JsonObject event = describe(f.event());
                  event.addProperty("logStreamName", f.stream().name());
                  event.addProperty("eventId", String.format("%056d", f.event().id()));
                  return event;
                }));
    answer.add("searchedLogStreams", new JsonArray());
    page.nextToken().ifPresent(token -> answer.addProperty("nextToken", token));
    return answer;
  }

  private static List<LogStream> streams(JsonInput input, LogGroup group) {
    List<String> names = input.texts("logStreamNames");
    Optional<String> prefix = input.optionalText("logStreamNamePrefix");
    if (prefix.isPresent() && !names.isEmpty()) {
      throw AwsError.badRequest(
          "InvalidParameterException",
          "logStreamNamePrefix and logStreamNames exclude each other.");
    }
    return names.isEmpty()
        ? group.streams(prefix.orElse(""))
        : names.stream().map(group::stream).toList();
  }

  /** From {@code startTime} on, before {@code endTime}; both in milliseconds since the epoch. */
  private static List<LogEvent> within(List<LogEvent> events, JsonInput input) {
    long start = millis(input, "startTime").orElse(Long.MIN_VALUE);
    long end = millis(input, "endTime").orElse(Long.MAX_VALUE);
    return events.stream().filter(e -> e.timestamp() >= start && e.timestamp() < end).toList();
  }

  private static void checkOrder(List<JsonInput> events) {
    if (events.isEmpty() || events.size() > MOST) {
      throw AwsError.badRequest(
          "InvalidParameterException", "A batch must have 1 to " + MOST + " log events.");
    }
    long previous = Long.MIN_VALUE;
    for (JsonInput event : events) {
      long timestamp = timestamp(event);
      if (event.text("message").isEmpty()) {
        throw AwsError.badRequest("InvalidParameterException", "Log event message is empty.");
      }
      if (timestamp < previous) {
        throw AwsError.badRequest(
            "InvalidParameterException",
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      previous = timestamp;
    }
  }

  private static long timestamp(JsonInput event) {
    return millis(event, "timestamp")
        .orElseThrow(
            () -> AwsError.badRequest("InvalidParameterException", "timestamp must not be null"));
  }

  private static Optional<Long> millis(JsonInput input, String name) {
    try {
      return input.optionalText(name).map(text -> new BigDecimal(text).longValue());
    } catch (NumberFormatException notANumber) {
      throw AwsError.badRequest("SerializationException", name + " must be a whole number");
    }
  }

  private static JsonObject describe(LogEvent event) {
    JsonObject json = new JsonObject();
    json.addProperty("timestamp", event.timestamp());
    json.addProperty("message", event.message());
    json.addProperty("ingestionTime", event.ingestionTime());
    return json;
  }
}
