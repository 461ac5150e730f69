package io.sagemakerssh.it.localaws.logs;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** CreateLogGroup, CreateLogStream, DescribeLogGroups, DescribeLogStreams. */
final class LogGroups {
  private static final Pattern GROUP_NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final Pattern STREAM_NAME = Pattern.compile("[^:*]{1,512}");
  private static final int PAGE = 50;

  private final LogStore store;
  private final LogAccess access;

  LogGroups(LogStore store, LogAccess access) {
    this.store = store;
    this.access = access;
  }

  JsonObject createGroup(JsonObject json, AwsRequest request) {
    String name = new JsonInput(json).text("logGroupName");
    check(GROUP_NAME, "logGroupName", name);
    access.demand(request, "CreateLogGroup", name);
    if (!store.createGroup(name)) {
      throw exists("log group");
    }
    return new JsonObject();
  }

  JsonObject createStream(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String group = input.text("logGroupName");
    String name = input.text("logStreamName");
    check(STREAM_NAME, "logStreamName", name);
    access.demand(request, "CreateLogStream", group);
    if (!store.createStream(group, name)) {
      throw exists("log stream");
    }
    return new JsonObject();
  }

  JsonObject describeGroups(JsonObject json, AwsRequest request) {
    access.demand(request, "DescribeLogGroups", "");
    JsonInput input = new JsonInput(json);
    Page<LogGroup> page =
        Page.of(
            store.groups(input.optionalText("logGroupNamePrefix").orElse("")), input, PAGE, PAGE);
    return answer("logGroups", page, this::describe);
  }

  JsonObject describeStreams(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String group = access.groupName(input);
    access.demand(request, "DescribeLogStreams", group);
    List<LogStream> streams =
        store.group(group).streams(input.optionalText("logStreamNamePrefix").orElse("")).stream()
            .sorted(order(input))
            .toList();
    Page<LogStream> page = Page.of(streams, input, PAGE, PAGE);
    return answer("logStreams", page, stream -> describe(group, stream));
  }

  private static Comparator<LogStream> order(JsonInput input) {
    boolean byTime = input.optionalText("orderBy").orElse("").equals("LastEventTime");
    if (byTime && input.has("logStreamNamePrefix")) {
      throw AwsError.badRequest(
          "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    Comparator<LogStream> order =
        byTime
            ? Comparator.comparingLong(s -> s.last().map(LogEvent::timestamp).orElse(0L))
            : Comparator.comparing(LogStream::name);
    return input.flag("descending") ? order.reversed() : order;
  }

  private static <T> JsonObject answer(String name, Page<T> page, Function<T, JsonObject> toJson) {
    JsonObject answer = Json.object(name, Json.array(page.items(), toJson));
    page.nextToken().ifPresent(token -> answer.addProperty("nextToken", token));
    return answer;
  }

  private JsonObject describe(LogGroup group) {
    JsonObject json = Json.object("logGroupName", group.name());
    json.addProperty("creationTime", group.creationTime());
    json.addProperty("metricFilterCount", 0);
    json.addProperty("arn", access.groupArn(group.name()) + ":*");
    json.addProperty("logGroupArn", access.groupArn(group.name()));
    json.addProperty("logGroupClass", "STANDARD");
    json.addProperty(
        "storedBytes", group.streams("").stream().mapToLong(LogStream::storedBytes).sum());
    return json;
  }

  private JsonObject describe(String group, LogStream stream) {
    JsonObject json = Json.object("logStreamName", stream.name());
    json.addProperty("creationTime", stream.creationTime());
    json.addProperty("arn", access.streamArn(group, stream.name()));
    json.addProperty("storedBytes", stream.storedBytes());
    stream.first().ifPresent(e -> json.addProperty("firstEventTimestamp", e.timestamp()));
    stream
        .last()
        .ifPresent(
            e -> {
              json.addProperty("lastEventTimestamp", e.timestamp());
              json.addProperty("lastIngestionTime", e.ingestionTime());
            });
    return json;
  }

  private static void check(Pattern shape, String member, String value) {
    if (!shape.matcher(value).matches()) {
      throw AwsError.badRequest(
          "InvalidParameterException",
          "1 validation error detected: Value '"
              + value
              + "' at '"
              + member
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + shape.pattern());
    }
  }

  private static AwsError exists(String what) {
    return AwsError.badRequest(
        "ResourceAlreadyExistsException", "The specified " + what + " already exists");
  }
}
