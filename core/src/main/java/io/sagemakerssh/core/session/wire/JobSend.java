package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@code agent_job}: run a command, or cancel one.
 *
 * <pre>{"Content":"…JSON as text…","JobId":"aws.ssm.[command id].[instance id]",
 * "Topic":"aws.ssm.sendCommand.us.east.1.1","SchemaVersion":1}
 * Content to send: {"Parameters":{"commands":["…"],…},"DocumentContent":{…},"CommandId":"uuid",
 * "DocumentName":"AWS-RunShellScript","OutputS3KeyPrefix":"","OutputS3BucketName":"",
 * "CloudWatchLogGroupName":"","CloudWatchOutputEnabled":"false"}
 * Content to cancel: {"CancelMessageId":"[JobId of the send]"}</pre>
 *
 * @param topic matched by its start
 */
public record JobSend(String jobId, String topic, JsonObject content) implements JsonPayload {
  public static final String SEND_COMMAND = "aws.ssm.sendCommand";
  public static final String CANCEL_COMMAND = "aws.ssm.cancelCommand";

  public static JobSend parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_job", json);
    JsonFields content = JsonFields.parse("agent_job Content", fields.text("Content"));
    return new JobSend(fields.text("JobId"), fields.text("Topic"), content.asObject());
  }

  public boolean isSend() {
    return topic.startsWith(SEND_COMMAND);
  }

  public boolean isCancel() {
    return topic.startsWith(CANCEL_COMMAND);
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("Content", Printer.print(content));
    json.addProperty("JobId", jobId);
    json.addProperty("Topic", topic);
    json.addProperty("SchemaVersion", 1);
    return json;
  }
}
