package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The payload of {@code acknowledge}: one stream message was processed. Not cumulative. Source:
 * {@code clientmessage.go:53-61} of the session-manager-plugin.
 *
 * <pre>{"AcknowledgedMessageType":"output_stream_data","AcknowledgedMessageId":"uuid",
 * "AcknowledgedMessageSequenceNumber":0,"IsSequentialMessage":true}</pre>
 */
public record Acknowledge(MessageType messageType, UUID messageId, long sequenceNumber)
    implements JsonPayload {

  /** The acknowledgement of a stream message. */
  public static Acknowledge of(AgentMessage message) {
    return new Acknowledge(message.type(), message.messageId(), message.sequenceNumber());
  }

  public static Acknowledge parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("acknowledge", json);
    return new Acknowledge(
        MessageType.of(fields.text("AcknowledgedMessageType")),
        fields.id("AcknowledgedMessageId"),
        fields.number("AcknowledgedMessageSequenceNumber"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("AcknowledgedMessageType", messageType.wireName());
    json.addProperty("AcknowledgedMessageId", messageId.toString());
    json.addProperty("AcknowledgedMessageSequenceNumber", sequenceNumber);
    json.addProperty("IsSequentialMessage", true);
    return json;
  }
}
