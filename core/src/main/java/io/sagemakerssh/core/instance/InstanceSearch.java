package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.Polling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks for an instance until it is online. */
public final class InstanceSearch {
  private final InstanceDirectory directory;
  private final Polling polling;

  public InstanceSearch(InstanceDirectory directory, Polling polling) {
    this.directory = directory;
    this.polling = polling;
  }

  /** Told of each look that found nothing online; what it throws ends the search. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param offline the instances that are registered without being online
     * @param left the time left to search
     */
    void nothingOnline(List<ManagedInstance> offline, Duration left);
  }

  /**
   * The newest online instance. An instance that is named by its id is not waited for.
   *
   * @throws UserError with {@link ExitCode#TIMEOUT} if none registered in time, with {@link
   *     ExitCode#INSTANCE_OFFLINE} if one did and is not online, and as {@link InstanceChoice} does
   */
  public Registration find(InstanceQuery query, Watcher watcher) {
    Polling patience = query.id().isPresent() ? polling.withTimeout(Duration.ZERO) : polling;
    InstanceChoice choice = new InstanceChoice(directory);
    Last last = new Last();
    return patience
        .until(
            left -> {
              last.found = directory.find(query);
              Optional<Registration> chosen = choice.among(last.found, query);
              if (chosen.isEmpty()) {
                watcher.nothingOnline(last.found, left);
              }
              return chosen;
            })
        .orElseThrow(() -> nothing(query, last.found, patience.timeout()));
  }

  private static final class Last {
    private List<ManagedInstance> found = List.of();
  }

  private static UserError nothing(
      InstanceQuery query, List<ManagedInstance> found, Duration timeout) {
    String after = timeout.isZero() ? "" : " within " + timeout.toSeconds() + " s";
    if (found.isEmpty()) {
      return new UserError(
          query.id().isPresent() ? ExitCode.INSTANCE_OFFLINE : ExitCode.TIMEOUT,
          "Cannot find the managed instance of " + query,
          "none with its tags is registered with SSM" + after,
          "See in the job's log whether SSH was set up and registered; wait longer with --timeout; check --region.");
    }
    ManagedInstance newest = found.get(0);
    return new UserError(
        ExitCode.INSTANCE_OFFLINE,
        "The managed instance of " + query + " is not online",
        newest.id() + " is registered, its ping status is " + newest.pingStatus().word() + after,
        "See whether the job still runs and whether its network reaches SSM; wait longer with --timeout.");
  }
}
