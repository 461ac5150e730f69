package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@code channel_closed}: the service ended the session. Outside of the sequence of
 * the stream: what was received in order comes first.
 *
 * <pre>{"MessageType":"channel_closed","MessageId":"uuid","DestinationId":"mi-…","SessionId":"…",
 * "SchemaVersion":1,"CreatedDate":"text","Output":"text for the user"}</pre>
 *
 * @param destinationId the managed instance
 * @param createdDate a date as text, of no fixed form
 * @param output text for the user; empty if the session ended well, and always towards agents
 */
public record ChannelClosed(
    String messageId, String destinationId, String sessionId, String createdDate, String output)
    implements JsonPayload {

  public static ChannelClosed parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("channel_closed", json);
    return new ChannelClosed(
        fields.textOrEmpty("MessageId"),
        fields.textOrEmpty("DestinationId"),
        fields.textOrEmpty("SessionId"),
        fields.textOrEmpty("CreatedDate"),
        fields.textOrEmpty("Output"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("MessageType", MessageType.CHANNEL_CLOSED.wireName());
    json.addProperty("MessageId", messageId);
    json.addProperty("DestinationId", destinationId);
    json.addProperty("SessionId", sessionId);
    json.addProperty("SchemaVersion", 1);
    json.addProperty("CreatedDate", createdDate);
    json.addProperty("Output", output);
    return json;
  }
}
