package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@code agent_job_reply}: how a job stands.
 *
 * <pre>{"schemaVersion":1,"jobId":"…","content":"…JSON as text…","topic":"aws.ssm.sendCommand"}
 * content: {"additionalInfo":{…},"documentStatus":"Success","documentTraceOutput":"",
 * "runtimeStatus":{"step":{"status":"Success","code":0,…}}}</pre>
 *
 * @param topic {@link JobSend#SEND_COMMAND} or {@link JobSend#CANCEL_COMMAND}
 */
public record JobReply(String jobId, String topic, JsonObject content) implements JsonPayload {

  public static JobReply parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_job_reply", json);
    JsonFields content = JsonFields.parse("agent_job_reply content", fields.text("content"));
    return new JobReply(fields.text("jobId"), fields.text("topic"), content.asObject());
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("schemaVersion", 1);
    json.addProperty("jobId", jobId);
    json.addProperty("content", Printer.print(content));
    json.addProperty("topic", topic);
    return json;
  }
}
