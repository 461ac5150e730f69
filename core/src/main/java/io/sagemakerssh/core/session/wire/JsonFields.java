package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Reads the members of a JSON object that a stranger sent; what does not fit is malformed. */
final class JsonFields {
  private final String what;
  private final JsonObject object;

  private JsonFields(String what, JsonObject object) {
    this.what = what;
    this.object = object;
  }

  /** Parses a JSON object; {@code what} names it in errors, which never quote the text. */
  static JsonFields parse(String what, String text) throws MalformedFrameException {
    try {
      return of(what, JsonParser.parseString(text));
    } catch (JsonParseException bad) {
      throw new MalformedFrameException(what + " is not JSON");
    }
  }

  static JsonFields of(String what, JsonElement element) throws MalformedFrameException {
    if (!element.isJsonObject()) {
      throw new MalformedFrameException(what + " is not a JSON object");
    }
    return new JsonFields(what, element.getAsJsonObject());
  }

  JsonObject asObject() {
    return object;
  }

  boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  /** The member's text; a missing or null one is malformed. */
  String text(String name) throws MalformedFrameException {
    JsonElement value = member(name);
    if (!value.isJsonPrimitive()) {
      throw bad(name, "is not text");
    }
    return value.getAsString();
  }

  /** The member's text, or nothing where it is missing or null. */
  String textOrEmpty(String name) throws MalformedFrameException {
    return has(name) ? text(name) : "";
  }

  UUID id(String name) throws MalformedFrameException {
    try {
      return UUID.fromString(text(name));
    } catch (IllegalArgumentException bad) {
      throw bad(name, "is not a UUID");
    }
  }

  long number(String name) throws MalformedFrameException {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException bad) {
      throw bad(name, "is not a whole number");
    }
  }

  /** The member's text, which is base64. */
  ByteBuffer bytes(String name) throws MalformedFrameException {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text(name)));
    } catch (IllegalArgumentException bad) {
      throw bad(name, "is not base64");
    }
  }

  JsonObject object(String name) throws MalformedFrameException {
    JsonElement value = member(name);
    if (!value.isJsonObject()) {
      throw bad(name, "is not an object");
    }
    return value.getAsJsonObject();
  }

  /** The member's object, or an empty one where it is missing or null. */
  JsonObject objectOrEmpty(String name) throws MalformedFrameException {
    return has(name) ? object(name) : new JsonObject();
  }

  /** The member, JSON null where it is missing. */
  JsonElement elementOrNull(String name) {
    return has(name) ? object.get(name) : JsonNull.INSTANCE;
  }

  JsonArray array(String name) throws MalformedFrameException {
    JsonElement value = member(name);
    if (!value.isJsonArray()) {
      throw bad(name, "is not an array");
    }
    return value.getAsJsonArray();
  }

  private JsonElement member(String name) throws MalformedFrameException {
    if (!has(name)) {
      throw bad(name, "is missing");
    }
    return object.get(name);
  }

  private MalformedFrameException bad(String name, String why) {
    return new MalformedFrameException(what + ": " + name + " " + why);
  }
}
