package io.sagemakerssh.it.localaws.logs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** StartQuery, GetQueryResults. A query is done by the time it is asked for. */
final class LogQueries {
  private static final int MOST = 10_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final LogStore store;
  private final LogAccess access;
  private final Map<String, JsonObject> results = new ConcurrentHashMap<>();

  LogQueries(LogStore store, LogAccess access) {
    this.store = store;
    this.access = access;
  }

  private record Line(LogGroup group, LogStream stream, LogEvent event) {}

  /** Runs a query; the times are seconds since the epoch, and both count. */
  JsonObject start(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    long start = seconds(input, "startTime");
    long end = seconds(input, "endTime");
    if (start > end) {
      throw AwsError.badRequest("InvalidParameterException", "startTime is after endTime.");
    }
    InsightsQuery query =
        InsightsQuery.parse(input.text("queryString")).atMost(input.number("limit", 1, MOST, MOST));
    List<Line> scanned = new ArrayList<>();
    for (String name : groups(input)) {
      access.demand(request, "StartQuery", name);
      LogGroup group = store.group(name);
      for (LogStream stream : group.streams("")) {
        stream.events().stream()
            .filter(event -> event.timestamp() / 1000 >= start && event.timestamp() / 1000 <= end)
            .forEach(event -> scanned.add(new Line(group, stream, event)));
      }
    }
    String id = UUID.randomUUID().toString();
    results.put(id, answer(query, scanned));
    return Json.object("queryId", id);
  }

  JsonObject results(JsonObject json, AwsRequest request) {
    access.demand(request, "GetQueryResults", "");
    JsonObject found = results.get(new JsonInput(json).text("queryId"));
    if (found == null) {
      throw AwsError.badRequest("ResourceNotFoundException", "Query does not exist.");
    }
    return found;
  }

  private static JsonObject answer(InsightsQuery query, List<Line> scanned) {
    List<Line> matched =
        scanned.stream().filter(line -> query.filter().test(line.event().message())).toList();
    List<Line> told =
        matched.stream()
            .sorted(Comparator.comparing(Line::event, query.order()))
            .limit(query.limit())
            .toList();
    JsonObject answer = Json.object("status", "Complete");
    answer.add("results", Json.array(told, line -> row(query.fields(), line)));
    JsonObject statistics = new JsonObject();
    statistics.addProperty("recordsMatched", (double) matched.size());
    statistics.addProperty("recordsScanned", (double) scanned.size());
    answer.add("statistics", statistics);
    return answer;
  }

  private static JsonArray row(List<String> fields, Line line) {
    JsonArray row = new JsonArray();
    fields.forEach(field -> row.add(cell(field, value(field, line))));
    row.add(cell("@ptr", Long.toString(line.event().id())));
    return row;
  }

  private static JsonObject cell(String field, String value) {
    JsonObject cell = Json.object("field", field);
    cell.addProperty("value", value);
    return cell;
  }

  private static String value(String field, Line line) {
    return switch (field) {
      case InsightsQuery.TIMESTAMP -> TIME.format(Instant.ofEpochMilli(line.event().timestamp()));
      case InsightsQuery.INGESTION_TIME ->
          TIME.format(Instant.ofEpochMilli(line.event().ingestionTime()));
      case InsightsQuery.STREAM -> line.stream().name();
      case InsightsQuery.LOG -> line.group().name();
      default -> line.event().message();
    };
  }

  private List<String> groups(JsonInput input) {
    List<String> names = input.texts("logGroupNames");
    return names.isEmpty() ? List.of(access.groupName(input)) : names;
  }

  private static long seconds(JsonInput input, String name) {
    try {
      return Long.parseLong(input.text(name));
    } catch (NumberFormatException notANumber) {
      throw AwsError.badRequest("SerializationException", name + " must be a whole number");
    }
  }
}
