package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    List<ManagedInstance> others =
        rest.stream()
            .filter(one -> sameNode.stream().noneMatch(s -> s.id().equals(one.id())))
            .filter(one -> query.fits(directory.registration(one).resourceArn()))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    String ids = others.stream().map(one -> one.id().value()).collect(Collectors.joining(", "));
    throw new UserError(
        ExitCode.AMBIGUOUS_INSTANCE,
        "Several instances of " + query + " are online",
        "besides "
            + chosen.id()
            + chosen.node().map(node -> " (" + node + ")").orElse("")
            + " there is "
            + ids,
        chosen.node().isPresent()
            ? "Choose a node: --node "
                + chosen.node().get()
                + ", or give an instance id instead of the job."
            : "Give an instance id instead of the job, the newest being " + chosen.id() + ".");
  }
}
