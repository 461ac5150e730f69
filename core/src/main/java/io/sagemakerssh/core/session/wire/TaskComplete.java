package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;

/**
 * The payload of {@code agent_task_complete}: a session ended. Sent again, with the same message
 * id, until acknowledged.
 *
 * <pre>{"SchemaVersion":1,"TaskId":"session id","Topic":"agent_task_complete",
 * "FinalTaskStatus":"Success","IsRoutingFailure":false,"AwsAccountId":"","InstanceId":"mi-…",
 * "Output":"","S3Bucket":"","S3UrlSuffix":"","CwlGroup":"","CwlStream":"","RetryNumber":1}</pre>
 *
 * @param status {@code Success}, {@code Failed}, {@code Cancelled} or {@code TimedOut}
 * @param output text for the user at the client, if the session failed
 */
public record TaskComplete(String sessionId, String status, String instanceId, String output)
    implements JsonPayload {
  public static final String SUCCESS = "Success";
  public static final String FAILED = "Failed";
  static final String TOPIC = "agent_task_complete";

  public static TaskComplete parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_task_complete", json);
    return new TaskComplete(
        fields.text("TaskId"),
        fields.text("FinalTaskStatus"),
        fields.text("InstanceId"),
        fields.textOrEmpty("Output"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("SchemaVersion", 1);
    json.addProperty("TaskId", sessionId);
    json.addProperty("Topic", TOPIC);
    json.addProperty("FinalTaskStatus", status);
    json.addProperty("IsRoutingFailure", false);
    json.addProperty("AwsAccountId", "");
    json.addProperty("InstanceId", instanceId);
    json.addProperty("Output", output);
    json.addProperty("S3Bucket", "");
    json.addProperty("S3UrlSuffix", "");
    json.addProperty("CwlGroup", "");
    json.addProperty("CwlStream", "");
    json.addProperty("RetryNumber", 1);
    return json;
  }
}
