package io.sagemakerssh.it.localaws.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;

/** Pieces of JSON as AWS writes them. */
public final class Json {
  private Json() {}

  /** Seconds since the epoch as a number with milliseconds. */
  public static JsonElement time(Instant instant) {
    return new JsonPrimitive(BigDecimal.valueOf(instant.toEpochMilli(), 3));
  }

  public static <T> JsonArray array(
      Collection<T> items, Function<? super T, ? extends JsonElement> toJson) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(toJson.apply(item)));
    return array;
  }

  public static JsonArray texts(Collection<String> texts) {
    return array(texts, JsonPrimitive::new);
  }

  /** An object of one member. */
  public static JsonObject object(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  /** An object of one member of text. */
  public static JsonObject object(String name, String value) {
    return object(name, new JsonPrimitive(value));
  }
}
