package io.sagemakerssh.it.localaws.messages;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Protocol;
import io.sagemakerssh.it.localaws.http.Xml;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.util.function.Predicate;

/**
 * The HTTP calls by which agents get tokens for their channels: JSON in, 201 and XML out. Source:
 * PROTOCOL.md D.5.
 */
final class ChannelTokens implements AwsService {
  static final String CONTROL_CHANNEL = "/v1/control-channel/";
  static final String DATA_CHANNEL = "/v1/data-channel/";

  private final SessionChannels sessions;
  private final ControlChannels controlChannels;
  private final Predicate<String> registered;
  private final Tokens tokens;
  private final AccessControl accessControl;

  ChannelTokens(
      SessionChannels sessions,
      ControlChannels controlChannels,
      Predicate<String> registered,
      Tokens tokens,
      AccessControl accessControl) {
    this.sessions = sessions;
    this.controlChannels = controlChannels;
    this.registered = registered;
    this.tokens = tokens;
    this.accessControl = accessControl;
  }

  @Override
  public String signingName() {
    return "ssmmessages";
  }

  @Override
  public Protocol protocol() {
    return Protocol.MESSAGES;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    if (!request.method().equals("POST")) {
      throw new AwsError(405, "MethodNotAllowed", "Only POST, or GET for a websocket");
    }
    checkBody(request);
    if (request.path().startsWith(CONTROL_CHANNEL)) {
      return controlChannel(request.path().substring(CONTROL_CHANNEL.length()), request.caller());
    }
    if (request.path().startsWith(DATA_CHANNEL)) {
      return dataChannel(request.path().substring(DATA_CHANNEL.length()), request.caller());
    }
    throw new AwsError(404, "UnknownOperationException", "No such resource");
  }

  private AwsResponse controlChannel(String instanceId, Caller caller) {
    accessControl.demand(caller, "ssmmessages:CreateControlChannel", "*");
    checkInstance(instanceId, caller);
    String token = tokens.issue(ControlChannelSocket.tokenChannel(instanceId));
    return created("CreateControlChannelResponse", token);
  }

  private AwsResponse dataChannel(String sessionId, Caller caller) {
    accessControl.demand(caller, "ssmmessages:CreateDataChannel", "*");
    SessionChannel session =
        sessions
            .find(sessionId)
            .orElseThrow(() -> new AwsError(404, "DoesNotExistException", "No such session"));
    checkInstance(session.instanceId(), caller);
    if (session.status().ended()) {
      throw AwsError.badRequest("InvalidRequestException", "Session is already terminated");
    }
    return created("CreateDataChannelResponse", session.agentToken());
  }

  private void checkInstance(String instanceId, Caller caller) {
    if (!caller.sessionName().equals(instanceId) || !registered.test(instanceId)) {
      throw new AwsError(
          403, "AccessDeniedException", "The caller is not managed instance " + instanceId);
    }
    if (controlChannels.isOffline(instanceId)) {
      throw new AwsError(503, "ServiceUnavailable", "The instance is taken offline");
    }
  }

  private static void checkBody(AwsRequest request) {
    boolean valid;
    try {
      JsonElement body = JsonParser.parseString(request.text());
      valid =
          body.isJsonObject()
              && body.getAsJsonObject().has("RequestId")
              && body.getAsJsonObject().has("MessageSchemaVersion")
              && body.getAsJsonObject().get("MessageSchemaVersion").getAsString().equals("1.0");
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
      valid = false;
    }
    if (!valid) {
      throw AwsError.badRequest(
          "InvalidRequestException", "MessageSchemaVersion 1.0 and RequestId are required");
    }
  }

  private static AwsResponse created(String element, String token) {
    return AwsResponse.xml(
        201,
        "<"
            + element
            + ">"
            + Xml.element("MessageSchemaVersion", "1.0")
            + Xml.element("TokenValue", token)
            + "</"
            + element
            + ">");
  }
}
