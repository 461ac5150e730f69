package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.messages.MessageService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What managed instances tell, what is told of them, their tags and their end. */
final class InstanceOperations {
  private static final String RESOURCE_TYPE = "ManagedInstance";

  private final ManagedInstances instances;
  private final InstanceFilters filters;
  private final MessageService messages;
  private final Access access;
  private final Clock clock;

  InstanceOperations(
      ManagedInstances instances, MessageService messages, Access access, Clock clock) {
    this.instances = instances;
    this.filters = new InstanceFilters(instances);
    this.messages = messages;
    this.access = access;
    this.clock = clock;
  }

  Map<String, JsonOperation> operations() {
    return Map.of(
        "UpdateInstanceInformation", this::update,
        "DescribeInstanceInformation", this::describe,
        "ListInstanceAssociations", this::associations,
        "DeregisterManagedInstance", this::deregister,
        "ListTagsForResource", this::listTags,
        "AddTagsToResource", this::addTags,
        "RemoveTagsFromResource", this::removeTags);
  }

  private JsonObject update(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String id = input.text("InstanceId");
    access.demandSelf(request.caller(), "UpdateInstanceInformation", id);
    instances.demand(id).ping(input, clock.instant());
    return new JsonObject();
  }

  private JsonObject describe(JsonObject json, AwsRequest request) {
    access.demand(request.caller(), "DescribeInstanceInformation");
    JsonInput input = new JsonInput(json);
    Predicate<ManagedInstance> filter = filters.read(input);
    List<ManagedInstance> found = instances.all().stream().filter(filter).toList();
    return Page.of(
        input,
        5,
        50,
        10,
        found,
        "InstanceInformationList",
        instance -> instance.toJson(instances.pingStatus(instance)));
  }

  private JsonObject associations(JsonObject json, AwsRequest request) {
    access.demand(request.caller(), "ListInstanceAssociations");
    instances.demand(new JsonInput(json).text("InstanceId"));
    return Json.object("Associations", new JsonArray());
  }

  private JsonObject deregister(JsonObject json, AwsRequest request) {
    String id = new JsonInput(json).text("InstanceId");
    access.demandInstance(request.caller(), "DeregisterManagedInstance", id);
    instances.demand(id);
    messages.sessions().terminateAll(id);
    instances.remove(id);
    messages.controlChannels().disconnect(id);
    return new JsonObject();
  }

  private JsonObject listTags(JsonObject json, AwsRequest request) {
    ManagedInstance instance = tagged("ListTagsForResource", json, request);
    return Json.object("TagList", Tags.write(instance.tags()));
  }

  private JsonObject addTags(JsonObject json, AwsRequest request) {
    ManagedInstance instance = tagged("AddTagsToResource", json, request);
    Map<String, String> more = Tags.read(new JsonInput(json));
    Map<String, String> all = instance.tags();
    all.putAll(more);
    if (all.size() > Tags.MOST) {
      throw AwsError.badRequest("TooManyTagsError", "More than " + Tags.MOST + " tags");
    }
    instance.addTags(more);
    return new JsonObject();
  }

  private JsonObject removeTags(JsonObject json, AwsRequest request) {
    ManagedInstance instance = tagged("RemoveTagsFromResource", json, request);
    instance.removeTags(Set.copyOf(new JsonInput(json).texts("TagKeys")));
    return new JsonObject();
  }

  private ManagedInstance tagged(String action, JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String type = input.text("ResourceType");
    if (!type.equals(RESOURCE_TYPE)) {
      throw AwsError.badRequest(
          "InvalidResourceType", "The resource type isn't valid here: " + type);
    }
    String id = input.text("ResourceId");
    access.demandInstance(request.caller(), action, id);
    return instances
        .find(id)
        .orElseThrow(
            () ->
                AwsError.badRequest(
                    "InvalidResourceId",
                    "The resource ID isn't valid. Verify that you entered"
                        + " the correct ID and try again."));
  }
}
