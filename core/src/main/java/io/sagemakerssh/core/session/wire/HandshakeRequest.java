package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent wants of the client before a session's data may flow.
 *
 * <pre>{"AgentVersion":"3.3.0.0","RequestedClientActions":[{"ActionType":"SessionType",
 * "ActionParameters":{"SessionType":"Port","Properties":{"portNumber":"22"}}}]}</pre>
 *
 * @param agentVersion four numeric parts
 * @param actions what to do, the session type first
 */
public record HandshakeRequest(String agentVersion, List<Action> actions) implements JsonPayload {
  public static final String SESSION_TYPE = "SessionType";
  public static final String KMS_ENCRYPTION = "KMSEncryption";

  /** One thing that the client is asked to do. */
  public record Action(String type, JsonObject parameters) {}

  public HandshakeRequest {
    actions = List.copyOf(actions);
  }

  /** The request of a session without encryption. */
  public static HandshakeRequest ofSessionType(
      String agentVersion, String sessionType, JsonObject properties) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("SessionType", sessionType);
    parameters.add("Properties", properties);
    return new HandshakeRequest(agentVersion, List.of(new Action(SESSION_TYPE, parameters)));
  }

  /** This request, and one more action. */
  public HandshakeRequest with(Action action) {
    List<Action> more = new ArrayList<>(actions);
    more.add(action);
    return new HandshakeRequest(agentVersion, more);
  }

  public static HandshakeRequest parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("HandshakeRequest", json);
    List<Action> actions = new ArrayList<>();
    for (JsonElement element : fields.array("RequestedClientActions")) {
      JsonFields action = JsonFields.of("HandshakeRequest action", element);
      actions.add(new Action(action.text("ActionType"), action.objectOrEmpty("ActionParameters")));
    }
    return new HandshakeRequest(fields.text("AgentVersion"), actions);
  }

  @Override
  public JsonObject toJson() {
    JsonArray requested = new JsonArray();
    for (Action action : actions) {
      JsonObject element = new JsonObject();
      element.addProperty("ActionType", action.type());
      element.add("ActionParameters", action.parameters());
      requested.add(element);
    }
    JsonObject json = new JsonObject();
    json.addProperty("AgentVersion", agentVersion);
    json.add("RequestedClientActions", requested);
    return json;
  }
}
