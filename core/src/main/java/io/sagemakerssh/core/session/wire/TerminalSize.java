package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@link PayloadType#SIZE}: how large the client's terminal is.
 *
 * <pre>{"cols":80,"rows":24}</pre>
 *
 * @param columns width in characters, 1 to 65,535
 * @param rows height in characters, 1 to 65,535
 */
public record TerminalSize(int columns, int rows) implements JsonPayload {
  private static final int LARGEST = 65_535;

  /**
   * Reads the payload.
   *
   * @throws MalformedFrameException if it is none, or of a size that no terminal has
   */
  public static TerminalSize parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("Size", json);
    return new TerminalSize(checked(fields.number("cols")), checked(fields.number("rows")));
  }

  private static int checked(long size) throws MalformedFrameException {
    if (size < 1 || size > LARGEST) {
      throw new MalformedFrameException("A terminal size of " + size);
    }
    return (int) size;
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("cols", columns);
    json.addProperty("rows", rows);
    return json;
  }
}
