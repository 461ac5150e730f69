package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.client.SessionTicket;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import io.sagemakerssh.it.localaws.messages.MessageService;
import io.sagemakerssh.it.localaws.messages.SessionChannel;
import io.sagemakerssh.it.localaws.messages.SessionOutcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Session Manager. */
final class SessionOperations {
  private static final Set<String> FILTERS = Set.of("Target", "Owner", "Status", "SessionId");

  /** The relay takes more; beyond this nothing gets faster, and a keystroke waits for longer. */
  private static final int MESSAGE_BYTES = 65_536;

  private final Map<String, StartedSession> sessions = new ConcurrentHashMap<>();
  private final RandomIds ids = new RandomIds();
  private final MessageService messages;
  private final ManagedInstances instances;
  private final SsmDocuments documents;
  private final SettingOperations settings;
  private final Access access;
  private final Account account;

  SessionOperations(
      MessageService messages,
      ManagedInstances instances,
      SsmDocuments documents,
      SettingOperations settings,
      Access access,
      Account account) {
    this.messages = messages;
    this.instances = instances;
    this.documents = documents;
    this.settings = settings;
    this.access = access;
    this.account = account;
  }

  Map<String, JsonOperation> operations() {
    return Map.of(
        "StartSession", this::start,
        "ResumeSession", this::resume,
        "TerminateSession", this::terminate,
        "DescribeSessions", this::describe,
        "GetConnectionStatus", this::connectionStatus);
  }

  private JsonObject start(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String target = input.text("Target");
    String documentName = input.optionalText("DocumentName").orElse(SsmDocuments.SHELL);
    Caller caller = request.caller();
    access.demandInstance(caller, "StartSession", target);
    access.accessControl().demand(caller, "ssm:StartSession", documents.arn(documentName));
    SsmDocument document = documents.demand(documentName, true);
    Map<String, JsonElement> values = document.parameters(input.object("Parameters").textLists());
    if (!settings.advanced()) {
      throw AwsError.badRequest(
          "BadRequest",
          "Enable advanced-instances tier to use Session Manager with your on-premises instances");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    values.forEach((name, value) -> parameters.put(name, value.getAsString()));
    StartSessionTask task =
        new StartSessionTask(
            newSessionId(caller), document.name(), document.content(), parameters, caller.arn());
    SessionChannel channel =
        instances
            .find(target)
            .flatMap(instance -> messages.sessions().start(target, task))
            .orElseThrow(
                () -> AwsError.badRequest("TargetNotConnected", target + " is not connected."));
    String reason = input.optionalText("Reason").orElse("");
    sessions.put(channel.sessionId(), new StartedSession(channel, caller, document.name(), reason));
    return ticket(channel, request);
  }

  private JsonObject resume(JsonObject json, AwsRequest request) {
    String id = new JsonInput(json).text("SessionId");
    demandSession(request.caller(), "ResumeSession", id);
    StartedSession session = sessions.get(id);
    if (session == null) {
      throw AwsError.badRequest("DoesNotExistException", "Session " + id + " does not exist.");
    }
    // An answer without a token tells the client that the session is over.
    return session.channel().status().ended()
        ? Json.object("SessionId", id)
        : ticket(session.channel(), request);
  }

  private JsonObject terminate(JsonObject json, AwsRequest request) {
    String id = new JsonInput(json).text("SessionId");
    demandSession(request.caller(), "TerminateSession", id);
    Optional.ofNullable(sessions.get(id))
        .ifPresent(session -> session.channel().terminate(SessionOutcome.TERMINATED));
    return Json.object("SessionId", id);
  }

  private JsonObject describe(JsonObject json, AwsRequest request) {
    access.demand(request.caller(), "DescribeSessions");
    JsonInput input = new JsonInput(json);
    String state = input.text("State");
    if (!state.equals("Active") && !state.equals("History")) {
      throw AwsError.validation("State must be Active or History");
    }
    List<JsonObject> found =
        sessions.values().stream()
            .sorted(Comparator.comparing((StartedSession s) -> s.channel().started()).reversed())
            .filter(s -> s.channel().status().ended() == state.equals("History"))
            .map(StartedSession::toJson)
            .filter(session -> matches(session, input.objects("Filters")))
            .toList();
    return Page.of(input, 1, 200, 200, found, "Sessions", session -> session);
  }

  private static boolean matches(JsonObject session, List<JsonInput> filters) {
    for (JsonInput filter : filters) {
      String key = filter.text("key");
      if (!FILTERS.contains(key)) {
        throw AwsError.badRequest("InvalidFilterKey", "The filter key " + key + " isn't valid.");
      }
      if (!session.get(key).getAsString().equals(filter.text("value"))) {
        return false;
      }
    }
    return true;
  }

  private JsonObject connectionStatus(JsonObject json, AwsRequest request) {
    String target = new JsonInput(json).text("Target");
    access.demandInstance(request.caller(), "GetConnectionStatus", target);
    JsonObject answer = Json.object("Target", target);
    answer.addProperty(
        "Status", messages.controlChannels().connected(target) ? "connected" : "notconnected");
    return answer;
  }

  /** IAM compares the starter's user id with the caller's to tell whose session it is. */
  private void demandSession(Caller caller, String action, String sessionId) {
    StartedSession session = sessions.get(sessionId);
    RequestContext context =
        session == null
            ? RequestContext.EMPTY
            : RequestContext.EMPTY.with(
                "ssm:resourceTag/aws:ssmmessages:session-id", session.owner().userId());
    access
        .accessControl()
        .demand(caller, "ssm:" + action, account.arn("ssm", "session/" + sessionId), context);
  }

  private String newSessionId(Caller caller) {
    return caller.sessionName().replaceAll("[^A-Za-z0-9._=,@-]", "-") + "-" + ids.hex(17);
  }

  private static JsonObject ticket(SessionChannel channel, AwsRequest request) {
    String host = request.headers().first("host").orElse("localhost");
    JsonObject ticket = Json.object("SessionId", channel.sessionId());
    ticket.addProperty(
        "StreamUrl",
        (request.secure() ? "wss://" : "ws://")
            + host
            + "/v1/data-channel/"
            + channel.sessionId()
            + "?role=publish_subscribe&"
            + SessionTicket.MESSAGE_BYTES_PARAMETER
            + "="
            + MESSAGE_BYTES);
    ticket.addProperty("TokenValue", channel.clientToken());
    return ticket;
  }
}
