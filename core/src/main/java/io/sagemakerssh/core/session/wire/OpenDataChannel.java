package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The first frame of a data channel, the only one of text: it brings the token. The agent's names
 * its instance, by which the two are told apart.
 */
public sealed interface OpenDataChannel extends JsonPayload {
  UUID requestId();

  String token();

  /**
   * What a client sends.
   *
   * <pre>{"MessageSchemaVersion":"1.0","RequestId":"uuid","TokenValue":"…","ClientId":"uuid",
   * "ClientVersion":"1.2.677.0"}</pre>
   *
   * @param clientId the same for each reconnect of one session; may be empty
   */
  record ByClient(UUID requestId, String token, String clientId, String clientVersion)
      implements OpenDataChannel {
    @Override
    public JsonObject toJson() {
      JsonObject json = start(this);
      json.addProperty("ClientId", clientId);
      json.addProperty("ClientVersion", clientVersion);
      return json;
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "OpenDataChannel.ByClient[clientId=" + clientId + "]";
    }
  }

  /**
   * What an agent sends.
   *
   * <pre>{"MessageSchemaVersion":"1.0","RequestId":"uuid","TokenValue":"…",
   * "ClientInstanceId":"mi-…","ClientId":""}</pre>
   */
  record ByAgent(UUID requestId, String token, String instanceId) implements OpenDataChannel {
    @Override
    public JsonObject toJson() {
      JsonObject json = start(this);
      json.addProperty("ClientInstanceId", instanceId);
      json.addProperty("ClientId", "");
      return json;
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "OpenDataChannel.ByAgent[instanceId=" + instanceId + "]";
    }
  }

  static OpenDataChannel parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("OpenDataChannel", json);
    UUID requestId = fields.id("RequestId");
    String token = fields.text("TokenValue");
    if (fields.has("ClientInstanceId")) {
      return new ByAgent(requestId, token, fields.text("ClientInstanceId"));
    }
    return new ByClient(
        requestId, token, fields.textOrEmpty("ClientId"), fields.textOrEmpty("ClientVersion"));
  }

  private static JsonObject start(OpenDataChannel open) {
    JsonObject json = new JsonObject();
    json.addProperty("MessageSchemaVersion", "1.0");
    json.addProperty("RequestId", open.requestId().toString());
    json.addProperty("TokenValue", open.token());
    return json;
  }
}
