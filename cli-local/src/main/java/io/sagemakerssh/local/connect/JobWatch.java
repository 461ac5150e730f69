package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceSearch;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.aws.Pending;
import io.sagemakerssh.local.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Looks after the job while its instance is searched for, beside the search and not before it:
 * where the instance is online at once, SageMaker is not asked at all.
 */
public final class JobWatch implements InstanceSearch.Watcher {
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final JobName job;
  private final Optional<String> node;
  private final JobState state;
  private final Steps steps;
  private final Executor executor;
  private final Clock clock;
  private Pending<String> question;
  private Instant asked;
  private String status = "";

  /**
   * A watch.
   *
   * @param node the node that is searched for, if one is named
   * @param executor asks in the background
   */
  JobWatch(
      JobName job,
      Optional<String> node,
      JobState state,
      Steps steps,
      Executor executor,
      Clock clock) {
    this.job = job;
    this.node = node;
    this.state = state;
    this.steps = steps;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Asks in the background every few seconds, and waits for the answer only when the search's time
   * is up.
   *
   * @throws UserError if the job or its node is not there, has ended, or was started without SSH
   */
  @Override
  public void nothingOnline(List<ManagedInstance> offline, Duration left) {
    if (question == null) {
      ask();
    }
    if (question.isDone() || left.isZero()) {
      status = answer();
      if (isDue()) {
        ask();
      }
    }
    steps.progress(
        "Waiting, "
            + left.toSeconds()
            + " s left: "
            + (status.isEmpty() ? "" : "job " + status + "; ")
            + instance(offline));
  }

  private static String instance(List<ManagedInstance> offline) {
    return offline.isEmpty()
        ? "instance not registered"
        : offline.get(0).id() + " " + offline.get(0).pingStatus().word();
  }

  private void ask() {
    asked = clock.instant();
    question = Pending.of(() -> state.ofRunning(job, node), executor);
  }

  private boolean isDue() {
    return !asked.plus(INTERVAL).isAfter(clock.instant());
  }

  private String answer() {
    try {
      return question.get();
    } catch (UserError why) {
      if (JobState.isHopeless(why)) {
        throw why;
      }
      // The container may come online all the same: not being allowed to ask must not stop anybody.
      if (status.isEmpty()) {
        steps.note("note: " + why.what() + ": " + why.why() + ". " + why.advice());
      }
      return "unknown";
    }
  }
}
