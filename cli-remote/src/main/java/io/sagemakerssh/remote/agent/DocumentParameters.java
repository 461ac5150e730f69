package io.sagemakerssh.remote.agent;

import static io.sagemakerssh.remote.agent.JsonMembers.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The parameters of one use of an SSM document: the values given, else the document's defaults.
 * {@code {{ name }}} in the document stands for them; what names no parameter stays as it is, and
 * values are never looked into (PROTOCOL.md D.7.1, D.8).
 */
final class DocumentParameters {
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([a-zA-Z0-9]+)\\s*}}");

  private final JsonObject values;

  private DocumentParameters(JsonObject values) {
    this.values = values;
  }

  /**
   * @param definitions the document's {@code parameters}: name to {@code
   *     {"type","default","allowedPattern","allowedValues"}}
   * @param given name to text or list of texts
   * @throws InvalidDocumentException if a value is none that the document allows
   */
  static DocumentParameters of(JsonObject definitions, JsonObject given)
      throws InvalidDocumentException {
    JsonObject values = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : definitions.entrySet()) {
      if (entry.getValue().isJsonObject() && entry.getValue().getAsJsonObject().has("default")) {
        values.add(entry.getKey(), entry.getValue().getAsJsonObject().get("default"));
      }
    }
    for (Map.Entry<String, JsonElement> entry : given.entrySet()) {
      JsonElement definition = definitions.get(entry.getKey());
      if (definition != null && definition.isJsonObject()) {
        check(entry.getKey(), entry.getValue(), definition.getAsJsonObject());
      }
      values.add(entry.getKey(), entry.getValue());
    }
    return new DocumentParameters(values);
  }

  /**
   * The properties of a session's document, with the parameters of that session filled in.
   *
   * @throws InvalidDocumentException if a value is none that the document allows
   */
  static JsonObject properties(StartSessionTask task) throws InvalidDocumentException {
    JsonObject given = new JsonObject();
    task.parameters().forEach(given::addProperty);
    JsonObject document = task.documentContent();
    return of(object(document, "parameters"), given)
        .fill(object(document, "properties"))
        .getAsJsonObject();
  }

  /**
   * A copy with every reference replaced. A text that is nothing but a reference becomes the value
   * itself, be it a list; a reference inside of a longer text becomes the value's text.
   */
  JsonElement fill(JsonElement template) {
    if (template.isJsonObject()) {
      JsonObject filled = new JsonObject();
      template
          .getAsJsonObject()
          .entrySet()
          .forEach(e -> filled.add(e.getKey(), fill(e.getValue())));
      return filled;
    }
    if (template.isJsonArray()) {
      JsonArray filled = new JsonArray();
      template.getAsJsonArray().forEach(element -> filled.add(fill(element)));
      return filled;
    }
    if (template.isJsonPrimitive() && template.getAsJsonPrimitive().isString()) {
      return fillText(template.getAsString());
    }
    return template;
  }

  private JsonElement fillText(String text) {
    Matcher whole = REFERENCE.matcher(text);
    if (whole.matches() && values.has(whole.group(1))) {
      return values.get(whole.group(1));
    }
    String filled =
        REFERENCE
            .matcher(text)
            .replaceAll(
                reference -> {
                  JsonElement value = values.get(reference.group(1));
                  return Matcher.quoteReplacement(
                      value == null ? reference.group() : asText(value));
                });
    return new JsonPrimitive(filled);
  }

  private static String asText(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static void check(String name, JsonElement value, JsonObject definition)
      throws InvalidDocumentException {
    List<JsonElement> elements =
        value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    JsonElement pattern = definition.get("allowedPattern");
    JsonElement allowed = definition.get("allowedValues");
    for (JsonElement element : elements) {
      if (pattern != null && pattern.isJsonPrimitive() && !pattern.getAsString().isEmpty()) {
        checkPattern(name, asText(element), pattern.getAsString());
      }
      if (allowed != null
          && allowed.isJsonArray()
          && !allowed.getAsJsonArray().isEmpty()
          && !allowed.getAsJsonArray().contains(element)) {
        throw new InvalidDocumentException(
            "The value of parameter " + name + " is none of the allowed values");
      }
    }
  }

  private static void checkPattern(String name, String value, String pattern)
      throws InvalidDocumentException {
    try {
      if (!new AllowedPattern(pattern).allows(value)) {
        throw new InvalidDocumentException(
            "The value of parameter " + name + " does not match the pattern " + pattern);
      }
    } catch (PatternSyntaxException unreadable) {
      throw new InvalidDocumentException(
          "The pattern of parameter " + name + " is no regular expression");
    }
  }
}
