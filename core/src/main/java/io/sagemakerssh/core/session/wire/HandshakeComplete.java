package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.time.Duration;

/**
 * The end of the handshake: from here on data flows.
 *
 * <pre>{"HandshakeTimeToComplete":123456789,"CustomerMessage":""}</pre>
 *
 * @param timeToComplete nanoseconds on the wire
 * @param customerMessage text for the user, mostly empty
 */
public record HandshakeComplete(Duration timeToComplete, String customerMessage)
    implements JsonPayload {

  public static HandshakeComplete parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("HandshakeComplete", json);
    return new HandshakeComplete(
        Duration.ofNanos(fields.number("HandshakeTimeToComplete")),
        fields.textOrEmpty("CustomerMessage"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("HandshakeTimeToComplete", timeToComplete.toNanos());
    json.addProperty("CustomerMessage", customerMessage);
    return json;
  }
}
