package io.sagemakerssh.local.permissions;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * One statement of a policy.
 *
 * @param json as IAM takes it; not to be changed
 */
public record Statement(JsonObject json) {
  public String sid() {
    return json.get("Sid").getAsString();
  }

  /** {@code ssm:StartSession} and others. */
  public List<String> actions() {
    return texts(json.get("Action"));
  }

  /** ARNs, with asterisks, or an asterisk alone. */
  public List<String> resources() {
    return texts(json.get("Resource"));
  }

  /** The keys that the condition compares, each with what it must equal. */
  public List<ConditionKey> conditions() {
    if (!json.has("Condition")) {
      return List.of();
    }
    return json.getAsJsonObject("Condition").entrySet().stream()
        .flatMap(operator -> operator.getValue().getAsJsonObject().entrySet().stream())
        .map(key -> new ConditionKey(key.getKey(), key.getValue().getAsString()))
        .toList();
  }

  /**
   * A condition's key.
   *
   * @param value may hold policy variables such as <code>${aws:userid}</code>
   */
  public record ConditionKey(String name, String value) {}

  /** The statement on one line. */
  public String line() {
    return new GsonBuilder().disableHtmlEscaping().create().toJson(json);
  }

  private static List<String> texts(JsonElement element) {
    Stream<JsonElement> all =
        element.isJsonArray() ? element.getAsJsonArray().asList().stream() : Stream.of(element);
    return all.map(JsonElement::getAsString).toList();
  }
}
