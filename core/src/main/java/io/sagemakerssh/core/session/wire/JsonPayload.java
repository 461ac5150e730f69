package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;

/** A value that travels as a JSON object: a message's payload or a channel's first text frame. */
public interface JsonPayload {
  /** The JSON object, its members in the order in which the official programs write them. */
  JsonObject toJson();

  /** The JSON object as text, without white space; nulls are written out. */
  default String print() {
    return Printer.print(toJson());
  }

  /** The text as UTF-8, ready to be a message's payload. */
  default ByteBuffer payload() {
    return ByteBuffer.wrap(print().getBytes(UTF_8));
  }

  /** One printer for all, since a Gson instance is dear to make. */
  final class Printer {
    private static final Gson GSON =
        new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Printer() {}

    static String print(JsonElement json) {
      return GSON.toJson(json);
    }
  }
}
