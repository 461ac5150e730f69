package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Run Command. */
final class CommandOperations {
  /** For this long a new invocation cannot be read yet, as in AWS, so that clients must wait. */
  private static final Duration UNSEEN = Duration.ofMillis(50);

  private static final int MOST_INSTANCES = 50;
  private static final int LONGEST_COMMENT = 100;
  private static final int LONGEST_DELIVERY = 2_592_000;

  private final Commands commands;
  private final ManagedInstances instances;
  private final SsmDocuments documents;
  private final Access access;
  private final Clock clock;

  CommandOperations(
      Commands commands,
      ManagedInstances instances,
      SsmDocuments documents,
      Access access,
      Clock clock) {
    this.commands = commands;
    this.instances = instances;
    this.documents = documents;
    this.access = access;
    this.clock = clock;
  }

  Map<String, JsonOperation> operations() {
    return Map.of(
        "SendCommand", this::send,
        "CancelCommand", this::cancel,
        "GetCommandInvocation", this::invocation,
        "ListCommandInvocations", this::listInvocations,
        "ListCommands", this::list);
  }

  private JsonObject send(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String documentName = input.text("DocumentName");
    int delivery = input.number("TimeoutSeconds", 30, LONGEST_DELIVERY, 3600);
    String comment = input.optionalText("Comment").orElse("");
    if (comment.length() > LONGEST_COMMENT) {
      throw AwsError.validation("Comment must have length less than or equal to 100");
    }
    Set<String> ids = targets(input);
    access.accessControl().demand(request.caller(), "ssm:SendCommand", documents.arn(documentName));
    ids.forEach(id -> access.demandInstance(request.caller(), "SendCommand", id));
    SsmDocument document = documents.demand(documentName, false);
    List<String> unknown = ids.stream().filter(id -> instances.find(id).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      throw instances.invalid(unknown);
    }
    Command command =
        new Command(
            UUID.randomUUID().toString(),
            document,
            document.parameters(input.object("Parameters").textLists()),
            input.object("Parameters").json(),
            input.has("Targets") ? json.get("Targets") : new JsonArray(),
            comment,
            Duration.ofSeconds(delivery),
            clock.instant());
    commands.start(command, ids);
    return Json.object("Command", CommandJson.command(ofCommand(command.id())));
  }

  private Set<String> targets(JsonInput input) {
    List<String> ids = input.texts("InstanceIds");
    List<JsonInput> targets = input.objects("Targets");
    if (ids.isEmpty() == targets.isEmpty()) {
      throw AwsError.validation("One of InstanceIds and Targets must be given.");
    }
    if (ids.size() > MOST_INSTANCES) {
      throw AwsError.validation("InstanceIds must have length less than or equal to 50");
    }
    Set<String> found = new LinkedHashSet<>(ids);
    if (!targets.isEmpty()) {
      instances.all().stream()
          .filter(instance -> targets.stream().allMatch(target -> matches(target, instance)))
          .forEach(instance -> found.add(instance.id()));
    }
    return found;
  }

  private static boolean matches(JsonInput target, ManagedInstance instance) {
    String key = target.text("Key");
    List<String> values = target.texts("Values");
    if (key.equals("InstanceIds")) {
      return values.contains(instance.id());
    }
    if (!key.startsWith("tag:")) {
      throw AwsError.badRequest("InvalidTarget", "The target's key isn't valid: " + key);
    }
    return values.contains(instance.tags().getOrDefault(key.substring("tag:".length()), ""));
  }

  private JsonObject cancel(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    access.demand(request.caller(), "CancelCommand");
    String commandId = input.text("CommandId");
    Map<String, Invocation> ofCommand =
        commands.find(commandId).orElseThrow(CommandOperations::invalidCommand);
    Set<String> ids = new LinkedHashSet<>(input.texts("InstanceIds"));
    ofCommand.values().stream()
        .filter(invocation -> ids.isEmpty() || ids.contains(invocation.instanceId()))
        .forEach(invocation -> invocation.cancel(UUID.randomUUID().toString(), clock.instant()));
    return new JsonObject();
  }

  private JsonObject invocation(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    access.demand(request.caller(), "GetCommandInvocation");
    String instanceId = input.text("InstanceId");
    Invocation invocation =
        commands
            .find(input.text("CommandId"))
            .map(ofCommand -> ofCommand.get(instanceId))
            .filter(found -> !found.command().requested().plus(UNSEEN).isAfter(clock.instant()))
            .orElseThrow(
                () ->
                    AwsError.badRequest(
                        "InvocationDoesNotExist", "An invocation does not exist (yet)."));
    return CommandJson.detailed(invocation, input.optionalText("PluginName"));
  }

  private JsonObject listInvocations(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    access.demand(request.caller(), "ListCommandInvocations");
    boolean details = input.flag("Details");
    List<Invocation> found =
        commands.all().stream()
            .filter(i -> !i.command().requested().plus(UNSEEN).isAfter(clock.instant()))
            .filter(i -> same(input, "CommandId", i.command().id()))
            .filter(i -> same(input, "InstanceId", i.instanceId()))
            .toList();
    return Page.of(
        input, 1, 50, 50, found, "CommandInvocations", i -> CommandJson.invocation(i, details));
  }

  private JsonObject list(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    access.demand(request.caller(), "ListCommands");
    List<String> found =
        commands.all().stream()
            .filter(i -> same(input, "CommandId", i.command().id()))
            .filter(i -> same(input, "InstanceId", i.instanceId()))
            .map(i -> i.command().id())
            .distinct()
            .toList();
    return Page.of(input, 1, 50, 50, found, "Commands", id -> CommandJson.command(ofCommand(id)));
  }

  private List<Invocation> ofCommand(String commandId) {
    return List.copyOf(
        commands.find(commandId).orElseThrow(CommandOperations::invalidCommand).values());
  }

  private static boolean same(JsonInput input, String name, String value) {
    return input.optionalText(name).map(value::equals).orElse(true);
  }

  private static AwsError invalidCommand() {
    return AwsError.badRequest("InvalidCommandId", "The specified command ID isn't valid.");
  }
}
