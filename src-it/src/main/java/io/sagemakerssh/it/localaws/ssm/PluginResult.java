package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent told of one step of a command.
 *
 * @param name the plugin's name: {@code aws:runShellScript}
 * @param output what the API calls Output: both streams, shortened by the agent
 */
record PluginResult(
    String name,
    CommandStatus status,
    int code,
    String standardOutput,
    String standardError,
    String output,
    Optional<Instant> started,
    Optional<Instant> ended) {
  private static final int NOT_FINISHED = -1;

  static PluginResult of(JsonObject json) {
    CommandStatus status = CommandStatus.ofAgent(text(json, "status"));
    String code = text(json, "code");
    return new PluginResult(
        text(json, "name"),
        status,
        status.terminal() && !code.isEmpty() ? (int) Double.parseDouble(code) : NOT_FINISHED,
        text(json, "standardOutput"),
        text(json, "standardError"),
        text(json, "output"),
        time(json, "startDateTime"),
        time(json, "endDateTime"));
  }

  /** The shape CommandPlugin of the API. */
  JsonObject toJson() {
    JsonObject json = Json.object("Name", name);
    json.addProperty("Status", status.apiName());
    json.addProperty("StatusDetails", status.details());
    json.addProperty("ResponseCode", code);
    json.addProperty("Output", output);
    started.ifPresent(time -> json.add("ResponseStartDateTime", Json.time(time)));
    ended.ifPresent(time -> json.add("ResponseFinishDateTime", Json.time(time)));
    return json;
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static Optional<Instant> time(JsonObject json, String name) {
    try {
      return Optional.of(Instant.parse(text(json, name)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
