package io.sagemakerssh.it.localaws.iam;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An identity policy, read from ordinary IAM policy JSON. */
public final class Policy {
  private static final Set<String> STATEMENT_KEYS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private final String document;
  private final List<Statement> statements;

  private Policy(String document, List<Statement> statements) {
    this.document = document;
    this.statements = statements;
  }

  /** The JSON that it was read from. */
  public String document() {
    return document;
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException if it is not a policy, or uses an element or operator that
   *     this stand-in does not know
   */
  public static Policy parse(String json) {
    try {
      JsonObject document = JsonParser.parseString(json).getAsJsonObject();
      List<Statement> statements = new ArrayList<>();
      for (JsonElement element : elements(document.get("Statement"))) {
        statements.add(statement(element.getAsJsonObject()));
      }
      return new Policy(json, List.copyOf(statements));
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
      throw new IllegalArgumentException("Not a policy: " + malformed.getMessage(), malformed);
    }
  }

  /** Whether a statement that allows covers the request. */
  boolean allows(Caller caller, String action, String resource, RequestContext context) {
    return covers(true, caller, action, resource, context);
  }

  /** Whether a statement that denies covers the request. */
  boolean denies(Caller caller, String action, String resource, RequestContext context) {
    return covers(false, caller, action, resource, context);
  }

  private boolean covers(
      boolean allow, Caller caller, String action, String resource, RequestContext context) {
    return statements.stream()
        .anyMatch(
            statement ->
                statement.allow() == allow && statement.covers(caller, action, resource, context));
  }

  private static Statement statement(JsonObject json) {
    if (!STATEMENT_KEYS.containsAll(json.keySet())) {
      throw new IllegalArgumentException("A statement has unknown elements: " + json.keySet());
    }
    String effect = json.has("Effect") ? json.get("Effect").getAsString() : "";
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException("Effect must be Allow or Deny");
    }
    if (json.has("Action") == json.has("NotAction")
        || json.has("Resource") == json.has("NotResource")) {
      throw new IllegalArgumentException(
          "A statement needs one of Action and NotAction, and one of Resource and NotResource");
    }
    return new Statement(
        effect.equals("Allow"),
        texts(json.get(json.has("Action") ? "Action" : "NotAction")),
        json.has("NotAction"),
        texts(json.get(json.has("Resource") ? "Resource" : "NotResource")),
        json.has("NotResource"),
        conditions(json.get("Condition")));
  }

  static List<Condition> conditions(JsonElement element) {
    List<Condition> conditions = new ArrayList<>();
    if (element != null) {
      for (Map.Entry<String, JsonElement> operator : element.getAsJsonObject().entrySet()) {
        for (Map.Entry<String, JsonElement> key :
            operator.getValue().getAsJsonObject().entrySet()) {
          conditions.add(Condition.of(operator.getKey(), key.getKey(), texts(key.getValue())));
        }
      }
    }
    return List.copyOf(conditions);
  }

  private static List<String> texts(JsonElement element) {
    return elements(element).stream().map(JsonElement::getAsString).toList();
  }

  private static List<JsonElement> elements(JsonElement element) {
    if (element == null) {
      throw new IllegalArgumentException("A required element is missing");
    }
    return element.isJsonArray() ? element.getAsJsonArray().asList() : List.of(element);
  }
}
