package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A document of SSM.
 *
 * @param arn AWS's own documents belong to no account
 */
record SsmDocument(String name, String arn, JsonObject content) {

  /** Whether it is for StartSession; else it is for SendCommand. */
  boolean forSessions() {
    return content.has("sessionType");
  }

  /**
   * Checks the parameters that a caller gives and fills in defaults.
   *
   * @return by name, a text for a String and a list for a StringList
   * @throws AwsError {@code InvalidParameters} if one is unknown, missing or not of the form that
   *     the document asks for
   */
  Map<String, JsonElement> parameters(Map<String, List<String>> given) {
    JsonObject declared =
        content.has("parameters") ? content.getAsJsonObject("parameters") : new JsonObject();
    for (String parameter : given.keySet()) {
      if (!declared.has(parameter)) {
        throw invalid("Parameter " + parameter + " is not defined in the document " + name);
      }
    }
    Map<String, JsonElement> values = new LinkedHashMap<>();
    for (String parameter : declared.keySet()) {
      JsonObject declaration = declared.getAsJsonObject(parameter);
      List<String> value = given.get(parameter);
      if (value != null) {
        values.put(parameter, checked(parameter, declaration, value));
      } else if (declaration.has("default")) {
        values.put(parameter, declaration.get("default"));
      } else {
        throw invalid("Parameter " + parameter + " is required by the document " + name);
      }
    }
    return values;
  }

  private static JsonElement checked(
      String parameter, JsonObject declaration, List<String> values) {
    if (declaration.get("type").getAsString().equals("StringList")) {
      JsonArray list = Json.texts(values);
      if (list.isEmpty()) {
        throw invalid("Parameter " + parameter + " must have at least one value");
      }
      return list;
    }
    if (values.size() != 1) {
      throw invalid("Parameter " + parameter + " must have exactly one value");
    }
    String value = values.get(0);
    if (declaration.has("allowedPattern")
        && !Pattern.compile(declaration.get("allowedPattern").getAsString())
            .matcher(value)
            .matches()) {
      throw invalid(
          "Parameter \""
              + parameter
              + "\" value \""
              + value
              + "\" does not match the pattern "
              + declaration.get("allowedPattern").getAsString());
    }
    return Json.texts(values).get(0);
  }

  private static AwsError invalid(String message) {
    return AwsError.badRequest("InvalidParameters", message);
  }
}
