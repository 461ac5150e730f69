package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What the client did of what the agent asked. Any status but {@link #SUCCESS} ends the session.
 *
 * <pre>{"ClientVersion":"1.2.677.0","ProcessedClientActions":[{"ActionType":"SessionType",
 * "ActionStatus":1,"ActionResult":null,"Error":""}],"Errors":null}</pre>
 */
public record HandshakeResponse(String clientVersion, List<Action> actions) implements JsonPayload {
  public static final int SUCCESS = 1;
  public static final int FAILED = 2;
  public static final int UNSUPPORTED = 3;

  /**
   * How one requested action went.
   *
   * @param status {@link #SUCCESS}, {@link #FAILED}, {@link #UNSUPPORTED}; the official plugin says
   *     0 for what it does not know
   * @param result what the action is answered with; JSON null for nothing
   * @param error why it did not succeed; else empty
   */
  public record Action(String type, int status, JsonElement result, String error) {
    /** An action that is answered with nothing. */
    public Action(String type, int status, String error) {
      this(type, status, JsonNull.INSTANCE, error);
    }
  }

  public HandshakeResponse {
    actions = List.copyOf(actions);
  }

  public static HandshakeResponse parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("HandshakeResponse", json);
    List<Action> actions = new ArrayList<>();
    for (JsonElement element : fields.array("ProcessedClientActions")) {
      JsonFields action = JsonFields.of("HandshakeResponse action", element);
      actions.add(
          new Action(
              action.text("ActionType"),
              (int) action.number("ActionStatus"),
              action.elementOrNull("ActionResult"),
              action.textOrEmpty("Error")));
    }
    return new HandshakeResponse(fields.text("ClientVersion"), actions);
  }

  @Override
  public JsonObject toJson() {
    JsonArray processed = new JsonArray();
    for (Action action : actions) {
      JsonObject element = new JsonObject();
      element.addProperty("ActionType", action.type());
      element.addProperty("ActionStatus", action.status());
      element.add("ActionResult", action.result());
      element.addProperty("Error", action.error());
      processed.add(element);
    }
    JsonObject json = new JsonObject();
    json.addProperty("ClientVersion", clientVersion);
    json.add("ProcessedClientActions", processed);
    json.add("Errors", JsonNull.INSTANCE);
    return json;
  }
}
