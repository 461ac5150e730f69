package io.sagemakerssh.local.request;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads a request from JSON by the SDK's own description of it: every field that the SDK knows, and
 * no other.
 */
public final class RequestReader {
  private final RequestSource source;
  private final PlacedReader text;
  private final JsonReader json;

  private RequestReader(RequestSource source) {
    this.source = source;
    this.text = new PlacedReader(source.json());
    this.json = new JsonReader(text);
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * Reads one.
   *
   * @throws UserError with {@link ExitCode#REQUEST_REFUSED} that names line and column, if it is no
   *     JSON, has a field that there is not, or a value of another type
   */
  public static CreateTrainingJobRequest read(RequestSource source) {
    return new RequestReader(source).read();
  }

  private CreateTrainingJobRequest read() {
    try {
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        throw wrong(
            text.place().before(1), "the request must be an object", "Begin it with a brace.");
      }
      CreateTrainingJobRequest.Builder builder = CreateTrainingJobRequest.builder();
      object(builder, "");
      json.skipValue(); // has no effect at the end, and the strict parser refuses anything else
      return builder.build();
    } catch (IOException malformed) {
      throw malformed(malformed);
    }
  }

  private void object(SdkPojo pojo, String path) throws IOException {
    Map<String, SdkField<?>> fields =
        pojo.sdkFields().stream()
            .collect(Collectors.toMap(SdkField::memberName, field -> field, (a, b) -> a));
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      Place place = text.place().before(name.length() + 2);
      SdkField<?> field = fields.get(name);
      if (field == null) {
        throw unknown(place, path + name, name, fields);
      }
      refuse(!seen.add(name), place, path + name);
      field.set(pojo, value(field, path + name, place));
    }
    json.endObject();
  }

  private Object value(SdkField<?> field, String path, Place place) throws IOException {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      demand(JsonToken.BEGIN_OBJECT, path, place);
      SdkPojo builder = field.constructor().get();
      object(builder, path + ".");
      return ((Buildable) builder).build();
    }
    if (type == MarshallingType.LIST) {
      return list(field.getTrait(ListTrait.class).memberFieldInfo(), path, place);
    }
    if (type == MarshallingType.MAP) {
      return map(field.getTrait(MapTrait.class).valueFieldInfo(), path, place);
    }
    if (type == MarshallingType.BOOLEAN) {
      demand(JsonToken.BOOLEAN, path, place);
      return json.nextBoolean();
    }
    if (type == MarshallingType.STRING) {
      demand(JsonToken.STRING, path, place);
      return json.nextString();
    }
    return number(type, path, place);
  }

  private List<Object> list(SdkField<?> member, String path, Place place) throws IOException {
    demand(JsonToken.BEGIN_ARRAY, path, place);
    List<Object> values = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      values.add(value(member, path + "[" + values.size() + "]", place));
    }
    json.endArray();
    return values;
  }

  private Map<String, Object> map(SdkField<?> member, String path, Place place) throws IOException {
    demand(JsonToken.BEGIN_OBJECT, path, place);
    Map<String, Object> values = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      Place there = text.place().before(key.length() + 2);
      refuse(values.containsKey(key), there, path + "." + key);
      values.put(key, value(member, path + "." + key, there));
    }
    json.endObject();
    return values;
  }

  private Object number(MarshallingType<?> type, String path, Place place) throws IOException {
    demand(JsonToken.NUMBER, path, place);
    try {
      if (type == MarshallingType.INTEGER) {
        return json.nextInt();
      }
      if (type == MarshallingType.LONG) {
        return json.nextLong();
      }
      if (type == MarshallingType.DOUBLE) {
        return json.nextDouble();
      }
      return (float) json.nextDouble();
    } catch (NumberFormatException notWhole) {
      throw wrong(place, path + " must be a whole number", "Write it without a fraction.");
    }
  }

  private void demand(JsonToken wanted, String path, Place place) throws IOException {
    JsonToken found = json.peek();
    if (found != wanted) {
      String why = path + " must be " + words(wanted) + ", and is " + words(found);
      boolean quotes = wanted == JsonToken.STRING && found != JsonToken.NULL;
      throw wrong(
          place,
          why,
          quotes && found != JsonToken.BEGIN_OBJECT && found != JsonToken.BEGIN_ARRAY
              ? "Put it in double quotes."
              : "Change it, or leave it out if it is not needed.");
    }
  }

  private void refuse(boolean repeated, Place place, String path) {
    if (repeated) {
      throw wrong(place, path + " is there twice", "Remove one of them.");
    }
  }

  private UserError unknown(
      Place place, String path, String name, Map<String, SdkField<?>> fields) {
    return wrong(
        place,
        "CreateTrainingJob has no field " + path,
        Spelling.nearest(name, fields.keySet())
            .map(near -> "Did you mean " + near + "?")
            .orElse(
                "The fields here are: "
                    + fields.keySet().stream().sorted().collect(Collectors.joining(", "))));
  }

  private UserError malformed(IOException failure) {
    String said =
        failure instanceof EOFException
            ? "it ends too early"
            : "'" + text.last() + "' is not expected here";
    return wrong(
        text.place().before(1),
        "it is no JSON: " + said,
        "Look there for a missing comma, quote or brace.",
        failure);
  }

  private UserError wrong(Place place, String why, String advice) {
    return wrong(place, why, advice, null);
  }

  private UserError wrong(Place place, String why, String advice, IOException cause) {
    return new UserError(
        ExitCode.REQUEST_REFUSED, "Cannot use " + source.name(), place + ": " + why, advice, cause);
  }

  private static String words(JsonToken token) {
    return switch (token) {
      case BEGIN_OBJECT -> "an object";
      case BEGIN_ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> token.name().toLowerCase(Locale.ROOT);
    };
  }
}
