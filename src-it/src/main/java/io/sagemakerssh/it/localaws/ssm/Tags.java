package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Tags in requests and answers, with AWS's limits. */
final class Tags {
  static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private Tags() {}

  /** Reads {@code "Tags":[{"Key":…,"Value":…}]}. */
  static Map<String, String> read(JsonInput input) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonInput tag : input.objects("Tags")) {
      String key = tag.text("Key");
      String value = tag.text("Value");
      check("key", key, LONGEST_KEY);
      check("value", value, LONGEST_VALUE);
      if (key.isEmpty() || key.startsWith("aws:")) {
        throw AwsError.validation("Tag keys must not be empty nor start with aws:");
      }
      tags.put(key, value);
    }
    return tags;
  }

  static JsonArray write(Map<String, String> tags) {
    return Json.array(
        tags.entrySet(),
        tag -> {
          JsonObject json = Json.object("Key", tag.getKey());
          json.addProperty("Value", tag.getValue());
          return json;
        });
  }

  private static void check(String what, String text, int longest) {
    if (text.length() > longest) {
      throw AwsError.validation(
          "1 validation error detected: a tag's "
              + what
              + " failed to satisfy constraint: Member must have length less than or equal to "
              + longest);
    }
    if (!ALLOWED.matcher(text).matches()) {
      throw AwsError.validation(
          "1 validation error detected: a tag's "
              + what
              + " failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + ALLOWED);
    }
  }
}
