package io.sagemakerssh.remote.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads JSON that may be anything: what is missing, or of another type, is empty. */
final class JsonMembers {
  private JsonMembers() {}

  /** The text of a string, number or boolean. */
  static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  static JsonObject object(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }
}
