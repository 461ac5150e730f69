package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * The payload of {@code agent_job_ack}: the agent took a job, or why it did not.
 *
 * <pre>{"jobId":"…","acknowledgedMessageId":"uuid","createdDate":"2025-01-01T00:00:00.000Z",
 * "statusCode":"200","errorMessage":"Successful"}</pre>
 *
 * @param acknowledgedMessageId the id of the {@code agent_job} message
 * @param createdDate written with milliseconds
 * @param statusCode {@link #ACCEPTED} or one of the refusals
 */
public record JobAck(
    String jobId,
    UUID acknowledgedMessageId,
    Instant createdDate,
    String statusCode,
    String errorMessage)
    implements JsonPayload {
  public static final String ACCEPTED = "200";
  public static final String BUFFER_FULL = "51402";
  public static final String UNEXPECTED_DOCUMENT_TYPE = "51403";
  public static final String DUPLICATE_COMMAND = "51405";
  public static final String INVALID_DOCUMENT = "51406";
  public static final String MESSAGE_PARSE_ERROR = "51408";

  public static JobAck parse(String json) throws MalformedFrameException {
    JsonFields fields = JsonFields.parse("agent_job_ack", json);
    return new JobAck(
        fields.text("jobId"),
        fields.id("acknowledgedMessageId"),
        IsoMillis.parse(fields.text("createdDate")),
        fields.text("statusCode"),
        fields.textOrEmpty("errorMessage"));
  }

  public boolean isAccepted() {
    return statusCode.equals(ACCEPTED);
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("jobId", jobId);
    json.addProperty("acknowledgedMessageId", acknowledgedMessageId.toString());
    json.addProperty("createdDate", IsoMillis.print(createdDate));
    json.addProperty("statusCode", statusCode);
    json.addProperty("errorMessage", errorMessage);
    return json;
  }
}
