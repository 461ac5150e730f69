package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The first frame of a control channel, the only one of text.
 *
 * <pre>{"Cookie":null,"MessageSchemaVersion":"1.0","RequestId":"uuid","TokenValue":"…",
 * "AgentVersion":"3.3.0.0","PlatformType":"linux"}</pre>
 */
public record OpenControlChannel(
    UUID requestId, String token, String agentVersion, String platformType) implements JsonPayload {

  public static OpenControlChannel parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("OpenControlChannel", json);
    return new OpenControlChannel(
        fields.id("RequestId"),
        fields.text("TokenValue"),
        fields.text("AgentVersion"),
        fields.textOrEmpty("PlatformType"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("Cookie", JsonNull.INSTANCE);
    json.addProperty("MessageSchemaVersion", "1.0");
    json.addProperty("RequestId", requestId.toString());
    json.addProperty("TokenValue", token);
    json.addProperty("AgentVersion", agentVersion);
    json.addProperty("PlatformType", platformType);
    return json;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "OpenControlChannel[agentVersion=" + agentVersion + "]";
  }
}
