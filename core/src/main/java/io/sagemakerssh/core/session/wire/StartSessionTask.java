package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The payload of {@code interactive_shell}: start a session of any type. Nobody acknowledges it;
 * the agent's data channel proves the session.
 *
 * <pre>{"Content":"…JSON as text…","TaskId":"session id","Topic":"aws.ssm.startSession",
 * "SchemaVersion":1}
 * Content: {"DocumentName":"…","DocumentContent":{…,"sessionType":"Port","properties":{…}},
 * "SessionId":"…","Parameters":{"portNumber":"22"},"RunAsUser":"","SessionOwner":"arn:…"}</pre>
 *
 * @param documentContent the whole document; its properties may hold <code>{{ name }}</code>, which
 *     stand for parameters
 * @param parameters plain text each, unlike in the StartSession call
 * @param owner the ARN of who started the session; may be empty
 */
public record StartSessionTask(
    String sessionId,
    String documentName,
    JsonObject documentContent,
    Map<String, String> parameters,
    String owner)
    implements JsonPayload {

  public StartSessionTask {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  public static StartSessionTask parse(String json) throws MalformedFrameException {
    String text = JsonFields.parse("interactive_shell", json).text("Content");
    JsonFields content = JsonFields.parse("interactive_shell Content", text);
    JsonObject given = content.objectOrEmpty("Parameters");
    JsonFields values = JsonFields.of("Parameters", given);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : given.keySet()) {
      parameters.put(name, values.textOrEmpty(name));
    }
    return new StartSessionTask(
        content.text("SessionId"),
        content.textOrEmpty("DocumentName"),
        content.object("DocumentContent"),
        parameters,
        content.textOrEmpty("SessionOwner"));
  }

  /** {@code Port}, {@code Standard_Stream}, {@code InteractiveCommands}, …; empty if not given. */
  public String sessionType() {
    JsonElement type = documentContent.get("sessionType");
    return type != null && type.isJsonPrimitive() ? type.getAsString() : "";
  }

  @Override
  public JsonObject toJson() {
    JsonObject values = new JsonObject();
    parameters.forEach(values::addProperty);
    JsonObject content = new JsonObject();
    content.addProperty("DocumentName", documentName);
    content.add("DocumentContent", documentContent);
    content.addProperty("SessionId", sessionId);
    content.add("Parameters", values);
    content.addProperty("RunAsUser", "");
    content.addProperty("SessionOwner", owner);
    JsonObject json = new JsonObject();
    json.addProperty("Content", Printer.print(content));
    json.addProperty("TaskId", sessionId);
    json.addProperty("Topic", "aws.ssm.startSession");
    json.addProperty("SchemaVersion", 1);
    return json;
  }
}
