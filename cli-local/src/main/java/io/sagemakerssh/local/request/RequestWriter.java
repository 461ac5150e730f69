package io.sagemakerssh.local.request;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Writes a request as JSON that the AWS command line takes, in the order of the SDK's fields. */
public final class RequestWriter {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private RequestWriter() {}

  /** The lines of the JSON. */
  public static List<String> lines(SdkPojo request) {
    return PRETTY.toJson(json(request)).lines().toList();
  }

  private static JsonElement json(Object value) {
    if (value instanceof SdkPojo pojo) {
      return object(pojo);
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject json = new JsonObject();
      new TreeMap<>(map).forEach((name, member) -> json.add((String) name, json(member)));
      return json;
    }
    if (value instanceof List<?> list) {
      JsonArray json = new JsonArray();
      list.forEach(member -> json.add(json(member)));
      return json;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean bool
        ? new JsonPrimitive(bool)
        : new JsonPrimitive(String.valueOf(value));
  }

  private static JsonObject object(SdkPojo pojo) {
    JsonObject json = new JsonObject();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean unset =
          value == null
              || value instanceof SdkAutoConstructList
              || value instanceof SdkAutoConstructMap;
      if (!unset) {
        json.add(field.memberName(), json(value));
      }
    }
    return json;
  }
}
