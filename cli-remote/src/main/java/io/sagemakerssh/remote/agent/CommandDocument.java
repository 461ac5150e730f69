package io.sagemakerssh.remote.agent;

import static io.sagemakerssh.remote.agent.JsonMembers.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command document of schema 1.x ({@code runtimeConfig}) or 2.x ({@code mainSteps}), with its
 * parameters filled in (PROTOCOL.md D.8).
 *
 * @param steps in their order, at least one
 */
record CommandDocument(List<CommandStep> steps) {
  private static final Set<String> SCHEMA_1 = Set.of("1.0", "1.2");
  private static final Set<String> SCHEMA_2 = Set.of("2.0", "2.0.1", "2.0.2", "2.0.3", "2.2");
  private static final int SHORTEST_SECONDS = 5;
  private static final int LONGEST_SECONDS = 172_800;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3600);

  /**
   * @param document the whole document
   * @param given the values of its parameters
   */
  static CommandDocument parse(JsonObject document, JsonObject given)
      throws InvalidDocumentException {
    JsonObject definitions =
        document.has("parameters")
            ? object(document.get("parameters"), "parameters")
            : new JsonObject();
    DocumentParameters parameters = DocumentParameters.of(definitions, given);
    String schema = text(document, "schemaVersion");
    List<CommandStep> steps;
    if (SCHEMA_1.contains(schema)) {
      steps = runtimeConfig(document, parameters);
    } else if (SCHEMA_2.contains(schema)) {
      steps = mainSteps(document, parameters);
    } else {
      throw new InvalidDocumentException("Document schema '" + schema + "' is not supported");
    }
    if (steps.isEmpty()) {
      throw new InvalidDocumentException("The document has no steps");
    }
    return new CommandDocument(List.copyOf(steps));
  }

  private static List<CommandStep> runtimeConfig(JsonObject document, DocumentParameters parameters)
      throws InvalidDocumentException {
    List<CommandStep> steps = new ArrayList<>();
    JsonObject config = object(document.get("runtimeConfig"), "runtimeConfig");
    for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
      String action = entry.getKey();
      JsonElement properties = object(entry.getValue(), action).get("properties");
      if (properties != null && properties.isJsonArray()) {
        if (properties.getAsJsonArray().size() != 1) {
          throw new InvalidDocumentException(action + " must have one set of properties");
        }
        properties = properties.getAsJsonArray().get(0);
      }
      JsonObject inputs = object(properties, "properties");
      steps.add(step(action, action, inputs, parameters, true));
    }
    return steps;
  }

  private static List<CommandStep> mainSteps(JsonObject document, DocumentParameters parameters)
      throws InvalidDocumentException {
    JsonElement main = document.get("mainSteps");
    if (main == null || !main.isJsonArray()) {
      throw new InvalidDocumentException("mainSteps is no list");
    }
    List<CommandStep> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonElement element : main.getAsJsonArray()) {
      JsonObject step = object(element, "a step");
      String name = text(step, "name");
      if (name.isEmpty() || !names.add(name)) {
        throw new InvalidDocumentException("Every step must have a name of its own");
      }
      JsonObject inputs =
          step.has("inputs") ? object(step.get("inputs"), "inputs") : new JsonObject();
      steps.add(step(name, text(step, "action"), inputs, parameters, appliesHere(step)));
    }
    return steps;
  }

  private static CommandStep step(
      String name,
      String action,
      JsonObject inputs,
      DocumentParameters parameters,
      boolean appliesHere)
      throws InvalidDocumentException {
    JsonObject filled = object(parameters.fill(inputs), "inputs");
    List<String> script = new ArrayList<>();
    if (filled.has("runCommand")) {
      addLines(filled.get("runCommand"), script);
    }
    return new CommandStep(
        name,
        action,
        script,
        text(filled, "workingDirectory"),
        timeout(text(filled, "timeoutSeconds")),
        text(filled, "onFailure"),
        appliesHere);
  }

  private static void addLines(JsonElement value, List<String> lines) {
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(element -> addLines(element, lines));
    } else if (value.isJsonPrimitive()) {
      lines.add(value.getAsString());
    }
  }

  private static Duration timeout(String text) {
    try {
      // Go by way of a double, since JSON may write the number with a fraction.
      int seconds = (int) Double.parseDouble(text);
      if (seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException notANumber) {
      // Counts as not given.
    }
    return USUAL_TIMEOUT;
  }

  /** {@code {"precondition":{"StringEquals":["platformType","Linux"]}}}, in either order. */
  private static boolean appliesHere(JsonObject step) throws InvalidDocumentException {
    Optional<JsonElement> precondition = Optional.ofNullable(step.get("precondition"));
    if (precondition.isEmpty()) {
      return true;
    }
    JsonElement equals = object(precondition.get(), "precondition").get("StringEquals");
    if (equals == null || !equals.isJsonArray() || equals.getAsJsonArray().size() != 2) {
      throw new InvalidDocumentException("The precondition is not understood");
    }
    JsonArray operands = equals.getAsJsonArray();
    Set<String> words = new HashSet<>();
    for (JsonElement operand : operands) {
      words.add(operand.isJsonPrimitive() ? operand.getAsString().toLowerCase(Locale.ROOT) : "");
    }
    if (!words.remove("platformtype")) {
      throw new InvalidDocumentException("The precondition is not about the platform");
    }
    return words.contains("linux");
  }

  private static JsonObject object(JsonElement element, String what)
      throws InvalidDocumentException {
    if (element == null || !element.isJsonObject()) {
      throw new InvalidDocumentException(what + " is no JSON object");
    }
    return element.getAsJsonObject();
  }
}
