package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The payload of {@code agent_task_acknowledge}.
 *
 * <pre>{"SchemaVersion":1,"MessageId":"uuid","TaskId":"session id","Topic":"agent_task_complete"}
 * </pre>
 *
 * @param messageId the id of the {@code agent_task_complete} message
 */
public record TaskAcknowledge(UUID messageId, String sessionId) implements JsonPayload {

  public static TaskAcknowledge parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_task_acknowledge", json);
    return new TaskAcknowledge(fields.id("MessageId"), fields.text("TaskId"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("SchemaVersion", 1);
    json.addProperty("MessageId", messageId.toString());
    json.addProperty("TaskId", sessionId);
    json.addProperty("Topic", TaskComplete.TOPIC);
    return json;
  }
}
