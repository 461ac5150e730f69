package io.sagemakerssh.local.stale;

import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.PingStatus;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.local.aws.Pending;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Looks for stale instances: with the helper's tags, without a connection, and either of a job that
 * has ended or older than a given age. What is online, or of an unknown ping status, never is.
 */
public final class StaleSearch {
  private final InstanceDirectory directory;
  private final JobEnds jobs;
  private final Executor executor;
  private final Clock clock;

  /**
   * A search.
   *
   * @param executor asks for several instances at a time
   */
  public StaleSearch(InstanceDirectory directory, JobEnds jobs, Executor executor, Clock clock) {
    this.directory = directory;
    this.jobs = jobs;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * What is stale, oldest first.
   *
   * @param owner whose instances are looked for; empty for everybody's
   * @param olderThan the age from which an instance is stale even if its job is not known to have
   *     ended; empty for none
   */
  public List<StaleInstance> find(Optional<String> owner, Optional<Duration> olderThan) {
    List<Supplier<Registration>> registrations = new ArrayList<>();
    directory.find(InstanceQuery.all()).stream()
        .filter(StaleSearch::isDisconnected)
        .forEach(instance -> registrations.add(() -> directory.registration(instance)));
    List<Supplier<Optional<StaleInstance>>> judgements = new ArrayList<>();
    Pending.all(registrations, executor).stream()
        .filter(one -> one.resourceName().isPresent() && one.owner().isPresent())
        .filter(one -> owner.isEmpty() || one.owner().equals(owner))
        .forEach(one -> judgements.add(() -> judge(one, olderThan)));
    return Pending.all(judgements, executor).stream()
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(stale -> stale.registration().since()))
        .toList();
  }

  private static boolean isDisconnected(ManagedInstance instance) {
    return instance.pingStatus() == PingStatus.CONNECTION_LOST
        || instance.pingStatus() == PingStatus.INACTIVE;
  }

  private Optional<StaleInstance> judge(Registration one, Optional<Duration> olderThan) {
    Duration age = Duration.between(one.since(), clock.instant());
    if (olderThan.filter(limit -> age.compareTo(limit) >= 0).isPresent()) {
      return Optional.of(new StaleInstance(one, "old"));
    }
    return jobs.of(one.resourceName().orElseThrow(), one.resourceArn())
        .map(status -> new StaleInstance(one, "job " + status));
  }
}
