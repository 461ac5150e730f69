package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The filters of DescribeInstanceInformation: all must hold, each by one of its values. {@code
 * Filters} is the newer list, which knows tags; {@code InstanceInformationFilterList} the older.
 */
final class InstanceFilters {
  private static final String TAG = "tag:";

  private final ManagedInstances instances;

  InstanceFilters(ManagedInstances instances) {
    this.instances = instances;
  }

  /**
   * The filters of an input as one condition.
   *
   * @throws AwsError for filters that the API does not take
   */
  Predicate<ManagedInstance> read(JsonInput input) {
    if (input.has("Filters") && input.has("InstanceInformationFilterList")) {
      throw AwsError.validation(
          "Filters and InstanceInformationFilterList cannot be used together.");
    }
    List<Predicate<ManagedInstance>> conditions = new ArrayList<>();
    for (JsonInput filter : input.objects("Filters")) {
      conditions.add(condition(filter.text("Key"), values(filter, "Values"), true));
    }
    for (JsonInput filter : input.objects("InstanceInformationFilterList")) {
      conditions.add(condition(filter.text("key"), values(filter, "valueSet"), false));
    }
    return instance -> conditions.stream().allMatch(condition -> condition.test(instance));
  }

  private Predicate<ManagedInstance> condition(
      String key, List<String> values, boolean tagsAllowed) {
    if (tagsAllowed && key.startsWith(TAG)) {
      String tag = key.substring(TAG.length());
      return instance ->
          instance.tags().containsKey(tag) && values.contains(instance.tags().get(tag));
    }
    if (tagsAllowed && key.equals("tag-key")) {
      return instance -> instance.tags().keySet().stream().anyMatch(values::contains);
    }
    return switch (key) {
      case "InstanceIds" -> instance -> values.contains(instance.id());
      case "PingStatus" -> instance -> values.contains(instances.pingStatus(instance));
      case "ActivationIds" -> instance -> values.contains(instance.activationId());
      case "IamRole" -> instance -> values.contains(instance.role().pathAndName());
      case "AgentVersion" -> instance -> values.contains(instance.told("AgentVersion"));
      case "PlatformTypes" -> instance -> values.contains(instance.told("PlatformType"));
      case "ResourceType" -> instance -> values.contains("ManagedInstance");
      default ->
          throw AwsError.badRequest("InvalidFilterKey", "The filter key " + key + " isn't valid.");
    };
  }

  private static List<String> values(JsonInput filter, String name) {
    List<String> values = filter.texts(name);
    if (values.isEmpty()) {
      throw AwsError.badRequest(
          "InvalidInstanceInformationFilterValue", "A filter needs at least one value.");
    }
    return values;
  }
}
