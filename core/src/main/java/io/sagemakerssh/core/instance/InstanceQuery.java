package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.job.HostName;
import io.sagemakerssh.core.job.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

/**
 * Which instances are looked for: those of a job, of one of its nodes, one by its id, or all that
 * are ours.
 *
 * @param host the job and perhaps the node
 * @param id the one instance
 */
public record InstanceQuery(Optional<HostName> host, Optional<InstanceId> id) {
  public static InstanceQuery of(HostName host) {
    return new InstanceQuery(Optional.of(host), Optional.empty());
  }

  public static InstanceQuery of(InstanceId id) {
    return new InstanceQuery(Optional.empty(), Optional.of(id));
  }

  /** Every instance with the helper's tags. */
  public static InstanceQuery all() {
    return new InstanceQuery(Optional.empty(), Optional.empty());
  }

  /** The same job's one node. */
  InstanceQuery withNode(String node) {
    return of(
        host.map(name -> new HostName(name.job(), name.kind(), Optional.of(node))).orElseThrow());
  }

  boolean namesNode() {
    return host.flatMap(HostName::node).isPresent();
  }

  /** Whether an ARN is of the kind that is looked for. */
  boolean fits(String arn) {
    return host.map(HostName::kind).map((ResourceKind kind) -> kind.matchesArn(arn)).orElse(true);
  }

  List<InstanceInformationStringFilter> filters() {
    List<InstanceInformationStringFilter> filters = new ArrayList<>();
    id.ifPresent(one -> filters.add(filter("InstanceIds", one.value())));
    host.ifPresent(
        name -> {
          filters.add(filter("tag:" + InstanceTags.RESOURCE_NAME, name.job().value()));
          name.node().ifPresent(node -> filters.add(filter("tag:" + InstanceTags.NODE, node)));
        });
    if (filters.isEmpty()) {
      filters.add(filter("tag-key", InstanceTags.RESOURCE_NAME));
    }
    return filters;
  }

  /** The words for messages: {@code job 'x'}, {@code node 'algo-2' of job 'x'}. */
  @Override
  public String toString() {
    return host.map(
            name ->
                name.node().map(node -> "node '" + node + "' of job '").orElse("job '")
                    + name.job()
                    + "'")
        .or(() -> id.map(one -> "instance " + one))
        .orElse("any job");
  }

  private static InstanceInformationStringFilter filter(String key, String value) {
    return InstanceInformationStringFilter.builder().key(key).values(value).build();
  }
}
