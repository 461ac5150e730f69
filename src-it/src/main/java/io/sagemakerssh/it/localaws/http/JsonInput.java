package io.sagemakerssh.it.localaws.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the members of an operation's input; what does not fit is a validation error. */
public final class JsonInput {
  private final JsonObject json;

  public JsonInput(JsonObject json) {
    this.json = json;
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return member(name)
        .map(
            value -> {
              if (!value.isJsonPrimitive()) {
                throw wrong(name, "a string");
              }
              return value.getAsString();
            });
  }

  /** A whole number within bounds; {@code otherwise} if it is not given. */
  public int number(String name, int least, int most, int otherwise) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = new BigDecimal(text.get()).intValueExact();
      if (number < least || number > most) {
        throw AwsError.validation(
            "1 validation error detected: Value '"
                + number
                + "' at '"
                + firstLower(name)
                + "' failed to satisfy constraint: Member must have value "
                + (number < least
                    ? "greater than or equal to " + least
                    : "less than or equal to " + most));
      }
      return number;
    } catch (NumberFormatException | ArithmeticException noWholeNumber) {
      throw wrong(name, "a whole number");
    }
  }

  public boolean flag(String name) {
    return optionalText(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** A time given in seconds since the epoch. */
  public Optional<Instant> time(String name) {
    try {
      return optionalText(name)
          .map(text -> new BigDecimal(text).movePointRight(3).longValue())
          .map(Instant::ofEpochMilli);
    } catch (NumberFormatException noNumber) {
      throw wrong(name, "a timestamp");
    }
  }

  /** The strings of a list; empty if it is not given. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : elements(name)) {
      if (!element.isJsonPrimitive()) {
        throw wrong(name, "a list of strings");
      }
      texts.add(element.getAsString());
    }
    return texts;
  }

  /** The objects of a list; empty if it is not given. */
  public List<JsonInput> objects(String name) {
    List<JsonInput> objects = new ArrayList<>();
    for (JsonElement element : elements(name)) {
      if (!element.isJsonObject()) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new JsonInput(element.getAsJsonObject()));
    }
    return objects;
  }

  /** An object; an empty one if it is not given. */
  public JsonInput object(String name) {
    JsonElement value = member(name).orElseGet(JsonObject::new);
    if (!value.isJsonObject()) {
      throw wrong(name, "an object");
    }
    return new JsonInput(value.getAsJsonObject());
  }

  /** All members as lists of strings, in order: how parameters of documents are given. */
  public Map<String, List<String>> textLists() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String name : json.keySet()) {
      lists.put(name, texts(name));
    }
    return lists;
  }

  public boolean has(String name) {
    return member(name).isPresent();
  }

  /** The JSON itself. */
  public JsonObject json() {
    return json;
  }

  private List<JsonElement> elements(String name) {
    Optional<JsonElement> value = member(name);
    if (value.isPresent() && !value.get().isJsonArray()) {
      throw wrong(name, "a list");
    }
    return value.map(list -> list.getAsJsonArray().asList()).orElseGet(List::of);
  }

  private Optional<JsonElement> member(String name) {
    return Optional.ofNullable(json.get(name)).filter(value -> !value.isJsonNull());
  }

  private static AwsError missing(String name) {
    return AwsError.validation(
        "1 validation error detected: Value null at '"
            + firstLower(name)
            + "' failed to satisfy constraint: Member must not be null");
  }

  private static AwsError wrong(String name, String wanted) {
    return AwsError.badRequest("SerializationException", name + " must be " + wanted);
  }

  private static String firstLower(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
