package io.sagemakerssh.it.localaws.iam;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A role's trust policy: who may assume it. */
public final class TrustPolicy {
  private static final Set<String> STATEMENT_KEYS =
      Set.of("Sid", "Effect", "Principal", "Action", "Condition");

  private TrustPolicy() {}

  /**
   * The services and ARNs that a document trusts, with its conditions judged for this account.
   *
   * @throws IllegalArgumentException if it is no trust policy, or uses what this stand-in does not
   *     know
   */
  public static Set<String> trusted(String document, Account account) {
    try {
      Set<String> trusted = new TreeSet<>();
      JsonObject json = JsonParser.parseString(document).getAsJsonObject();
      for (JsonElement element : list(json.get("Statement"))) {
        JsonObject statement = element.getAsJsonObject();
        check(statement);
        if (holds(statement, account)) {
          for (Map.Entry<String, JsonElement> kind :
              statement.getAsJsonObject("Principal").entrySet()) {
            list(kind.getValue()).forEach(principal -> trusted.add(principal.getAsString()));
          }
        }
      }
      return trusted;
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException malformed) {
      throw new IllegalArgumentException("Not a trust policy: " + malformed, malformed);
    }
  }

  /** A document that trusts just these. */
  public static String document(Set<String> trusted) {
    JsonArray services = new JsonArray();
    JsonArray accounts = new JsonArray();
    for (String principal : new TreeSet<>(trusted)) {
      (principal.startsWith("arn:") ? accounts : services).add(principal);
    }
    JsonObject principal = new JsonObject();
    if (!services.isEmpty()) {
      principal.add("Service", services);
    }
    if (!accounts.isEmpty()) {
      principal.add("AWS", accounts);
    }
    JsonObject statement = new JsonObject();
    statement.addProperty("Effect", "Allow");
    statement.add("Principal", principal);
    statement.addProperty("Action", "sts:AssumeRole");
    JsonArray statements = new JsonArray();
    statements.add(statement);
    JsonObject document = new JsonObject();
    document.addProperty("Version", "2012-10-17");
    document.add("Statement", statements);
    return document.toString();
  }

  private static void check(JsonObject statement) {
    boolean assumes =
        list(statement.get("Action")).stream()
            .anyMatch(action -> action.getAsString().equals("sts:AssumeRole"));
    if (!STATEMENT_KEYS.containsAll(statement.keySet())
        || !statement.get("Effect").getAsString().equals("Allow")
        || !assumes) {
      throw new IllegalArgumentException(
          "A trust policy's statement must allow sts:AssumeRole to a Principal");
    }
  }

  private static boolean holds(JsonObject statement, Account account) {
    RequestContext context =
        RequestContext.EMPTY
            .with("aws:SourceAccount", account.number())
            .with("aws:SourceArn", account.arn("ssm", "*"));
    return Policy.conditions(statement.get("Condition")).stream()
        .allMatch(condition -> condition.holds(Caller.ANONYMOUS, context));
  }

  private static List<JsonElement> list(JsonElement element) {
    return element.isJsonArray()
        ? element.getAsJsonArray().asList()
        : new ArrayList<>(List.of(element));
  }
}
