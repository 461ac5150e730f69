package io.sagemakerssh.remote.agent;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.IsoMillis;
import io.sagemakerssh.core.session.wire.JobReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of an {@code agent_job_reply}:
 *
 * <pre>
 * {"additionalInfo":{"agent":{…},"dateTime":"…","runId":"","runtimeStatusCounts":{"Success":1}},
 * "documentStatus":"Success","documentTraceOutput":"",
 * "runtimeStatus":{"step":{"status":"Success","code":0,"name":"aws:runShellScript","output":"…",
 *   "startDateTime":"…","endDateTime":"…","outputS3BucketName":"","outputS3KeyPrefix":"",
 *   "stepName":"step","standardOutput":"…","standardError":"…"}}}</pre>
 */
final class ReplyContent {
  /** The service drops longer replies without a word (PROTOCOL.md D.8). */
  static final int MAX_PAYLOAD_BYTES = 120_000;

  private final String jobId;
  private final String topic;

  ReplyContent(String jobId, String topic) {
    this.jobId = jobId;
    this.topic = topic;
  }

  /** The job has been taken and goes on. */
  JobReply progress(Instant now) {
    JsonObject content = content(ReplyStatus.IN_PROGRESS, List.of(), now);
    content.add("runtimeStatus", JsonNull.INSTANCE);
    return new JobReply(jobId, topic, content);
  }

  /**
   * How steps went. Output that would make the reply too long once it is written as JSON twice over
   * is cut further.
   *
   * @param status the whole command's
   * @param steps those to report in full
   * @param counted those to count
   */
  JobReply results(
      ReplyStatus status, List<StepResult> steps, List<StepResult> counted, Instant now) {
    for (int streamBytes = OutputText.STREAM_BYTES; ; streamBytes /= 2) {
      JsonObject runtime = new JsonObject();
      for (StepResult step : steps) {
        runtime.add(step.step().name(), step(step, streamBytes));
      }
      JsonObject content = content(status, counted, now);
      content.add("runtimeStatus", runtime);
      JobReply reply = new JobReply(jobId, topic, content);
      int size = reply.print().getBytes(StandardCharsets.UTF_8).length;
      if (size <= MAX_PAYLOAD_BYTES || streamBytes == 0) {
        return reply;
      }
    }
  }

  private static JsonObject content(ReplyStatus status, List<StepResult> counted, Instant now) {
    Map<String, Integer> counts = new TreeMap<>();
    counted.forEach(step -> counts.merge(step.status().word(), 1, Integer::sum));
    JsonObject statusCounts = new JsonObject();
    counts.forEach(statusCounts::addProperty);
    JsonObject info = new JsonObject();
    info.add("agent", agent());
    info.addProperty("dateTime", IsoMillis.print(now));
    info.addProperty("runId", "");
    info.add("runtimeStatusCounts", statusCounts);
    JsonObject content = new JsonObject();
    content.add("additionalInfo", info);
    content.addProperty("documentStatus", status.word());
    content.addProperty("documentTraceOutput", "");
    return content;
  }

  private static JsonObject agent() {
    JsonObject agent = new JsonObject();
    agent.addProperty("lang", "en-US");
    agent.addProperty("name", AgentVersion.NAME);
    agent.addProperty("os", "linux");
    agent.addProperty("osver", "1");
    agent.addProperty("ver", AgentVersion.VERSION);
    return agent;
  }

  private static JsonObject step(StepResult result, int streamBytes) {
    JsonObject json = new JsonObject();
    json.addProperty("status", result.status().word());
    json.addProperty("code", result.code());
    json.addProperty("name", result.step().action());
    json.addProperty("output", OutputText.summary(result.out(), result.err()));
    json.addProperty("startDateTime", IsoMillis.print(result.start()));
    json.addProperty("endDateTime", IsoMillis.print(result.end()));
    json.addProperty("outputS3BucketName", "");
    json.addProperty("outputS3KeyPrefix", "");
    json.addProperty("stepName", result.step().name());
    json.addProperty("standardOutput", OutputText.stream(result.out(), streamBytes));
    json.addProperty("standardError", OutputText.stream(result.err(), streamBytes));
    return json;
  }
}
