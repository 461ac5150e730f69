package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.messages.SessionChannel;

/** A session and what its starter said of it. */
record StartedSession(SessionChannel channel, Caller owner, String documentName, String reason) {

  /** The shape Session of the API. */
  JsonObject toJson() {
    JsonObject json = Json.object("SessionId", channel.sessionId());
    json.addProperty("Target", channel.instanceId());
    json.addProperty("Status", channel.status().apiName());
    json.add("StartDate", Json.time(channel.started()));
    channel.ended().ifPresent(end -> json.add("EndDate", Json.time(end)));
    json.addProperty("DocumentName", documentName);
    json.addProperty("Owner", owner.arn());
    if (!reason.isEmpty()) {
      json.addProperty("Reason", reason);
    }
    return json;
  }
}
