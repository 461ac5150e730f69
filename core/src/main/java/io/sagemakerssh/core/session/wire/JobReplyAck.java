package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The payload of {@code agent_job_reply_ack}.
 *
 * <pre>{"jobId":"…","acknowledgedMessageId":"uuid"}</pre>
 *
 * @param acknowledgedMessageId the id of the {@code agent_job_reply} message
 */
public record JobReplyAck(String jobId, UUID acknowledgedMessageId) implements JsonPayload {

  public static JobReplyAck parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_job_reply_ack", json);
    return new JobReplyAck(fields.text("jobId"), fields.id("acknowledgedMessageId"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("jobId", jobId);
    json.addProperty("acknowledgedMessageId", acknowledgedMessageId.toString());
    return json;
  }
}
