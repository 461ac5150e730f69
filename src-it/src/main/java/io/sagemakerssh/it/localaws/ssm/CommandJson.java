package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Commands and invocations in the shapes of the API. */
final class CommandJson {
  private static final int LONGEST_OUTPUT = 24_000;
  private static final int LONGEST_ERROR = 8_000;
  private static final int NOT_FINISHED = -1;

  private CommandJson() {}

  /** The shape Command; a command without any target is done at once. */
  static JsonObject command(List<Invocation> invocations) {
    if (invocations.isEmpty()) {
      throw AwsError.badRequest("InvalidTarget", "The command has no target.");
    }
    Command command = invocations.get(0).command();
    JsonObject json = common(command, status(invocations));
    json.addProperty("Comment", command.comment());
    json.add("Parameters", command.given());
    json.add("InstanceIds", Json.texts(invocations.stream().map(Invocation::instanceId).toList()));
    json.add("Targets", command.targets());
    json.add("ExpiresAfter", Json.time(command.expires()));
    json.addProperty("TimeoutSeconds", command.delivery().toSeconds());
    json.addProperty("TargetCount", invocations.size());
    json.addProperty("CompletedCount", count(invocations, CommandStatus::terminal));
    json.addProperty("ErrorCount", count(invocations, s -> s == CommandStatus.FAILED));
    json.addProperty(
        "DeliveryTimedOutCount", count(invocations, s -> s == CommandStatus.DELIVERY_TIMED_OUT));
    return json;
  }

  /** The shape CommandInvocation. */
  static JsonObject invocation(Invocation invocation, boolean details) {
    JsonObject json = common(invocation.command(), invocation.status());
    json.addProperty("InstanceId", invocation.instanceId());
    json.addProperty("InstanceName", "");
    json.addProperty("Comment", invocation.command().comment());
    json.add(
        "CommandPlugins",
        Json.array(details ? invocation.results() : List.of(), PluginResult::toJson));
    return json;
  }

  /**
   * The answer of GetCommandInvocation.
   *
   * @throws AwsError {@code InvalidPluginName} if the command has no such step
   */
  static JsonObject detailed(Invocation invocation, Optional<String> pluginName) {
    Command command = invocation.command();
    List<PluginResult> results = invocation.results();
    Optional<PluginResult> result =
        results.stream()
            .filter(found -> pluginName.isEmpty() || found.name().equals(pluginName.get()))
            .findFirst();
    if (pluginName.isPresent() && result.isEmpty() && !results.isEmpty()) {
      throw AwsError.badRequest("InvalidPluginName", "The plugin name isn't valid.");
    }
    CommandStatus status = invocation.status();
    JsonObject json = Json.object("CommandId", command.id());
    json.addProperty("InstanceId", invocation.instanceId());
    json.addProperty("Comment", command.comment());
    json.addProperty("DocumentName", command.document().name());
    json.addProperty("DocumentVersion", "$DEFAULT");
    json.addProperty("PluginName", result.map(PluginResult::name).orElse("aws:runShellScript"));
    json.addProperty("ResponseCode", result.map(PluginResult::code).orElse(NOT_FINISHED));
    json.addProperty("Status", status.apiName());
    json.addProperty("StatusDetails", status.details());
    json.addProperty(
        "ExecutionStartDateTime",
        result.flatMap(PluginResult::started).map(Object::toString).orElse(""));
    json.addProperty(
        "ExecutionEndDateTime",
        result.flatMap(PluginResult::ended).map(Object::toString).orElse(""));
    json.addProperty("ExecutionElapsedTime", result.map(CommandJson::elapsed).orElse(""));
    json.addProperty(
        "StandardOutputContent",
        result.map(r -> cut(r.standardOutput(), LONGEST_OUTPUT)).orElse(""));
    json.addProperty("StandardOutputUrl", "");
    json.addProperty(
        "StandardErrorContent", result.map(r -> cut(r.standardError(), LONGEST_ERROR)).orElse(""));
    json.addProperty("StandardErrorUrl", "");
    return json;
  }

  private static JsonObject common(Command command, CommandStatus status) {
    JsonObject json = Json.object("CommandId", command.id());
    json.addProperty("DocumentName", command.document().name());
    json.addProperty("DocumentVersion", "$DEFAULT");
    json.add("RequestedDateTime", Json.time(command.requested()));
    json.addProperty("Status", status.apiName());
    json.addProperty("StatusDetails", status.details());
    return json;
  }

  private static CommandStatus status(List<Invocation> invocations) {
    List<CommandStatus> all = invocations.stream().map(Invocation::status).toList();
    return all.stream()
        .filter(status -> !status.terminal())
        .findFirst()
        .or(() -> all.stream().filter(status -> status != CommandStatus.SUCCESS).findFirst())
        .orElse(CommandStatus.SUCCESS);
  }

  private static long count(List<Invocation> invocations, Predicate<CommandStatus> wanted) {
    return invocations.stream().map(Invocation::status).filter(wanted).count();
  }

  private static String elapsed(PluginResult result) {
    return result.started().isPresent() && result.ended().isPresent()
        ? Duration.between(result.started().get(), result.ended().get()).toString()
        : "";
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
