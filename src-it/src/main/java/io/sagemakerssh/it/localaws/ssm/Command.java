package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.JobSend;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One SendCommand.
 *
 * @param parameters with the document's defaults filled in
 * @param given the parameters as the caller gave them
 * @param targets as the caller gave them
 * @param delivery how long it may take to reach an agent
 */
record Command(
    String id,
    SsmDocument document,
    Map<String, JsonElement> parameters,
    JsonObject given,
    JsonElement targets,
    String comment,
    Duration delivery,
    Instant requested) {
  private static final String SEND_TOPIC = JobSend.SEND_COMMAND + ".us.east.1.1";
  private static final String CANCEL_TOPIC = JobSend.CANCEL_COMMAND + ".us.east.1.1";

  Instant expires() {
    return requested.plus(delivery);
  }

  String jobId(String instanceId) {
    return "aws.ssm." + id + "." + instanceId;
  }

  /** What the agent is told to do. */
  JobSend job(String instanceId) {
    JsonObject values = new JsonObject();
    parameters.forEach(values::add);
    JsonObject content = new JsonObject();
    content.add("Parameters", values);
    content.add("DocumentContent", document.content());
    content.addProperty("CommandId", id);
    content.addProperty("DocumentName", document.name());
    content.addProperty("OutputS3KeyPrefix", "");
    content.addProperty("OutputS3BucketName", "");
    content.addProperty("CloudWatchLogGroupName", "");
    content.addProperty("CloudWatchOutputEnabled", "false");
    return new JobSend(jobId(instanceId), SEND_TOPIC, content);
  }

  /** What the agent is told to cancel. */
  JobSend cancelJob(String instanceId, String cancelId) {
    JsonObject content = new JsonObject();
    content.addProperty("CancelMessageId", jobId(instanceId));
    return new JobSend("aws.ssm." + cancelId + "." + instanceId, CANCEL_TOPIC, content);
  }

  /** How long the script itself may run. */
  Duration execution() {
    JsonElement timeout = parameters.get("executionTimeout");
    return Duration.ofSeconds(timeout == null ? 3600 : timeout.getAsLong());
  }
}
