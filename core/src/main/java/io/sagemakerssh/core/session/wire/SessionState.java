package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@code agent_session_state}, which the agent sends to the service right after it
 * opened its data channel, and before a shell session ends.
 *
 * <pre>{"SchemaVersion":1,"SessionState":"Connected","SessionId":"…"}</pre>
 */
public record SessionState(String state, String sessionId) implements JsonPayload {
  public static final String CONNECTED = "Connected";
  public static final String TERMINATING = "Terminating";

  public static SessionState parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_session_state", json);
    return new SessionState(fields.text("SessionState"), fields.text("SessionId"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("SchemaVersion", 1);
    json.addProperty("SessionState", state);
    json.addProperty("SessionId", sessionId);
    return json;
  }
}
