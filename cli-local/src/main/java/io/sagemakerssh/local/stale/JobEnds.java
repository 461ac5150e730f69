package io.sagemakerssh.local.stale;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.job.JobState;
import java.util.Optional;
import java.util.Set;

/** Asks SageMaker whether a job is over. */
public final class JobEnds {
  private static final Set<String> ENDED = Set.of("Completed", "Failed", "Stopped");

  private final JobState jobs;

  public JobEnds(JobState jobs) {
    this.jobs = jobs;
  }

  /**
   * How the job ended; empty if it runs, or if nobody knows: it is no training job, or of another
   * account or region.
   *
   * @param arn as in the instance's tag
   * @throws UserError if SageMaker cannot be asked
   */
  public Optional<String> of(String name, String arn) {
    if (arn.isEmpty() || !ResourceKind.TRAINING.matchesArn(arn)) {
      return Optional.empty();
    }
    try {
      return Optional.of(jobs.status(new JobName(name))).filter(ENDED::contains);
    } catch (UserError failure) {
      if (failure.exitCode() == ExitCode.JOB_NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
