package io.sagemakerssh.it.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sagemakerssh.it.localaws.auth.SignedRequest;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.LocalControl;
import java.time.Duration;

/**
 * {@link Faults} for other processes: {@code POST /_local/<fault>} with a JSON object.
 *
 * <pre>deny, allow      {"principal":"alice","action":"ssm:StartSession"}
 * policy           {"principal":"alice","document":{"Statement":[…]}}
 * expire           {"principal":"service-role/SageMakerRole"}
 * throttle         {"action":"ssm:StartSession","times":2}
 * offline, online  {"instance":"mi-…"}
 * deaf, hearing    {"instance":"mi-…"}
 * clock            {"ahead":1200}
 * disconnect       {"what":"control-channels" | "clients" | "agents"}
 * violations       {}</pre>
 */
final class FaultRequests implements LocalControl {
  private final Faults faults;

  FaultRequests(Faults faults) {
    this.faults = faults;
  }

  @Override
  public AwsResponse answer(SignedRequest request) {
    JsonInput input = new JsonInput(body(request));
    JsonObject answer = new JsonObject();
    switch (request.rawPath().substring(PREFIX.length())) {
      case "deny" -> faults.deny(input.text("principal"), input.text("action"));
      case "allow" -> faults.allow(input.text("principal"), input.text("action"));
      case "policy" -> policy(input);
      case "expire" ->
          answer.addProperty("expired", faults.expireCredentials(input.text("principal")));
      case "throttle" ->
          faults.throttle(input.text("action"), input.number("times", 0, 1_000_000, 1));
      case "offline" -> faults.offline(input.text("instance"), true);
      case "online" -> faults.offline(input.text("instance"), false);
      case "deaf" -> faults.deaf(input.text("instance"), true);
      case "hearing" -> faults.deaf(input.text("instance"), false);
      case "clock" ->
          faults.clockAhead(Duration.ofSeconds(input.number("ahead", -1_000_000, 1_000_000, 0)));
      case "disconnect" -> disconnect(input.text("what"));
      case "violations" -> {
        answer.add("count", new JsonPrimitive(faults.violations().count()));
        answer.add("latest", Json.texts(faults.violations().latest()));
      }
      default -> throw new AwsError(404, "UnknownFault", "No such fault: " + request.rawPath());
    }
    return AwsResponse.json(200, answer);
  }

  private void policy(JsonInput input) {
    try {
      faults.policy(input.text("principal"), input.object("document").json().toString());
    } catch (IllegalArgumentException notAPolicy) {
      throw AwsError.validation(notAPolicy.getMessage());
    }
  }

  private void disconnect(String what) {
    switch (what) {
      case "control-channels" -> faults.disconnectControlChannels();
      case "clients" -> faults.disconnectClients();
      case "agents" -> faults.disconnectAgents();
      default -> throw AwsError.validation("what must be control-channels, clients or agents");
    }
  }

  private static JsonObject body(SignedRequest request) {
    if (request.body().length == 0) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(new String(request.body(), UTF_8)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException malformed) {
      throw AwsError.badRequest("SerializationException", "The body is not a JSON object");
    }
  }
}
