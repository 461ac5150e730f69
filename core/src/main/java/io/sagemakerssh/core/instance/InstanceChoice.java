package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.HostName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the one online instance that is meant.
 *
 * <p>Two kinds of call do, whatever the number of instances: {@code DescribeInstanceInformation}
 * filters by tags on the service's side but tells none, and {@code ListTagsForResource} tells one
 * instance's. So the list is narrowed by filters first, and only the newest online instance is
 * asked for its tags. Several online instances of a job are either nodes of it or one node that
 * registered again; a second listing, filtered by the newest one's node, tells these apart. Only
 * where a job of another kind has the same name are further instances asked.
 */
public final class InstanceChoice {
  private static final int MOST_SHOWN = 8;

  /** As people count: algo-2 before algo-10; last those that tell none. */
  private static final Comparator<Registration> BY_NODE =
      Comparator.comparing((Registration one) -> one.node().isEmpty())
          .thenComparing(one -> one.node().orElse("").length())
          .thenComparing(one -> one.node().orElse(""));

  private final InstanceDirectory directory;

  public InstanceChoice(InstanceDirectory directory) {
    this.directory = directory;
  }

  /**
   * The newest online instance.
   *
   * @param found what the directory found for the query, newest first
   * @return empty if none is online
   * @throws UserError with {@link ExitCode#AMBIGUOUS_INSTANCE} if several nodes are online and the
   *     query names none
   */
  public Optional<Registration> among(List<ManagedInstance> found, InstanceQuery query) {
    List<ManagedInstance> online = found.stream().filter(ManagedInstance::isOnline).toList();
    for (int index = 0; index < online.size(); index++) {
      Registration registration = directory.registration(online.get(index));
      if (query.fits(registration.resourceArn())) {
        refuseOtherNodes(registration, online.subList(index + 1, online.size()), query);
        return Optional.of(registration);
      }
    }
    return Optional.empty();
  }

  private void refuseOtherNodes(
      Registration chosen, List<ManagedInstance> rest, InstanceQuery query) {
    if (rest.isEmpty() || query.namesNode()) {
      return;
    }
    List<ManagedInstance> sameNode =
        chosen.node().map(node -> directory.find(query.withNode(node))).orElse(List.of());
    List<Registration> others =
        rest.stream()
            .filter(one -> sameNode.stream().noneMatch(s -> s.id().equals(one.id())))
            .map(directory::registration)
            .filter(one -> query.fits(one.resourceArn()))
            .toList();
    if (!others.isEmpty()) {
      throw ambiguous(
          Stream.concat(Stream.of(chosen), others.stream()).sorted(BY_NODE).toList(), query);
    }
  }

  private static UserError ambiguous(List<Registration> online, InstanceQuery query) {
    String shown =
        online.stream()
            .limit(MOST_SHOWN)
            .map(one -> one.node().map(node -> node + " " + one.id()).orElse(one.id().value()))
            .collect(Collectors.joining(", "));
    int more = online.size() - MOST_SHOWN;
    return new UserError(
        ExitCode.AMBIGUOUS_INSTANCE,
        "Several instances of " + query + " are online",
        "there are " + shown + (more > 0 ? " and " + more + " more" : ""),
        online.get(0).node().flatMap(node -> toOneNode(node, query)).orElse("Give an instance id")
            + " instead of the job.");
  }

  private static Optional<String> toOneNode(String node, InstanceQuery query) {
    return query
        .host()
        .map(job -> new HostName(job.job(), job.kind(), Optional.of(node)))
        .map(
            host ->
                "Choose a node: --node "
                    + node
                    + ", with ssh the host "
                    + host
                    + ". Or give an instance id");
  }
}
