package io.sagemakerssh.remote.relay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * One line of what the laptop asks for: {@code {"id", "verb": "fetch" | "send", "file", "offset",
 * "length", "url"}}.
 *
 * @param fetch whether the piece goes into the file, or out of it
 * @param offset where the piece is in the file, in bytes
 * @param url signed for this one piece; never to be shown
 */
record PieceRequest(long id, boolean fetch, Path file, long offset, long length, URI url) {
  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no request
   */
  static PieceRequest parse(String line) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      String verb = json.get("verb").getAsString();
      PieceRequest request =
          new PieceRequest(
              json.get("id").getAsLong(),
              verb.equals("fetch"),
              Path.of(json.get("file").getAsString()),
              json.get("offset").getAsLong(),
              json.get("length").getAsLong(),
              url(json.get("url").getAsString()));
      if (!verb.equals("fetch") && !verb.equals("send")
          || request.offset < 0
          || request.length < 1
          || request.url.getHost() == null) {
        throw new IllegalArgumentException("not a piece of a file");
      }
      return request;
    } catch (JsonParseException | IllegalStateException | NullPointerException malformed) {
      throw new IllegalArgumentException("not a request", malformed);
    }
  }

  /** A signed URL, of which no exception may tell. */
  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("not a request: its URL is malformed");
    }
  }

  long end() {
    return offset + length;
  }
}
