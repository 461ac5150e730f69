package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hyperparameters of a job, read as sagemaker-training does: values that are JSON are decoded,
 * others are text; names that start with {@code sagemaker_} are the platform's, the rest become the
 * program's arguments.
 */
final class Hyperparameters {
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();
  private static final String PLATFORM = "sagemaker_";

  private final Map<String, JsonElement> values = new TreeMap<>();

  Hyperparameters(Map<String, String> encoded) {
    encoded.forEach((name, value) -> values.put(name, decoded(value)));
  }

  /** The entry point, {@code sagemaker_program}. */
  Optional<String> program() {
    return platformText("program");
  }

  /** The URI of the sources, {@code sagemaker_submit_directory}. */
  Optional<String> submitDirectory() {
    return platformText("submit_directory");
  }

  /** Those of the program, sorted by name. */
  Map<String, JsonElement> user() {
    return values.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(PLATFORM))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** {@code --epochs 30 -v True}. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    user()
        .forEach(
            (name, value) -> {
              arguments.add((name.length() > 1 ? "--" : "-") + name);
              arguments.add(argument(value));
            });
    return arguments;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    user().forEach(json::add);
    return json;
  }

  /** A value in the words of Python, which reads it. */
  static String argument(JsonElement value) {
    if (value.isJsonObject()) {
      return value.getAsJsonObject().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(entry -> entry.getKey() + "=" + argument(entry.getValue()))
          .collect(Collectors.joining(","));
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
      return value.getAsBoolean() ? "True" : "False";
    }
    if (value.isJsonNull()) {
      return "None";
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private Optional<String> platformText(String name) {
    return Optional.ofNullable(values.get(PLATFORM + name))
        .map(Hyperparameters::argument)
        .filter(text -> !text.isBlank());
  }

  private static JsonElement decoded(String value) {
    try {
      JsonElement json = STRICT.fromJson(value, JsonElement.class);
      return json == null ? new JsonPrimitive(value) : json;
    } catch (JsonParseException plainText) {
      return new JsonPrimitive(value);
    }
  }
}
