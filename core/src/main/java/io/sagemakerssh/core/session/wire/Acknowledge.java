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

  // The JSON as both official programs and we write it, in pieces. There is one acknowledgement for
  // each message, so this one payload is written and read without a JSON library.
  private static final String TYPE = "{\"AcknowledgedMessageType\":\"";
  private static final String ID = "\",\"AcknowledgedMessageId\":\"";
  private static final String SEQUENCE = "\",\"AcknowledgedMessageSequenceNumber\":";
  private static final String END = ",\"IsSequentialMessage\":true}";
  private static final int ID_LENGTH = 36;

  /** The acknowledgement of a stream message. */
  public static Acknowledge of(AgentMessage message) {
    return new Acknowledge(message.type(), message.messageId(), message.sequenceNumber());
  }

  public static Acknowledge parse(String json) throws MalformedFrameException {
    int id = json.indexOf('"', TYPE.length()) + ID.length();
    int sequence = id + ID_LENGTH + SEQUENCE.length();
    int end = json.length() - END.length();
    boolean isUsual =
        json.startsWith(TYPE)
            && json.startsWith(ID, id - ID.length())
            && json.startsWith(SEQUENCE, id + ID_LENGTH)
            && json.endsWith(END)
            && sequence < end;
    if (isUsual) {
      try {
        return new Acknowledge(
            MessageType.of(json.substring(TYPE.length(), id - ID.length())),
            UUID.fromString(json.substring(id, id + ID_LENGTH)),
            Long.parseLong(json, sequence, end, 10));
      } catch (IllegalArgumentException unusual) {
        return parseAny(json);
      }
    }
    return parseAny(json);
  }

  private static Acknowledge parseAny(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("acknowledge", json);
    return new Acknowledge(
        MessageType.of(fields.text("AcknowledgedMessageType")),
        fields.id("AcknowledgedMessageId"),
        fields.number("AcknowledgedMessageSequenceNumber"));
  }

  @Override
  public String print() {
    return TYPE + messageType.wireName() + ID + messageId + SEQUENCE + sequenceNumber + END;
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
