package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.job.JobState;
import java.util.Set;

/** Whether the job runs, and was started with SSH. */
record JobCheck(Case of) implements Check {
  static final String NAME = "job";

  private static final Set<String> UNDER_WAY = Set.of("Training", "Uploading");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(IdentityCheck.NAME);
  }

  @Override
  public Finding look() {
    if (of.jobName().isEmpty()) {
      return Finding.unknown("none was named");
    }
    String status;
    try {
      status = JobState.judge(of.jobName().get(), of.job());
    } catch (UserError error) {
      return error.exitCode() == ExitCode.ACCESS_DENIED
          ? Denials.unknown(error)
          : Finding.fail(error);
    }
    if (UNDER_WAY.contains(of.job().secondaryStatusAsString())) {
      return Finding.ok(status);
    }
    return Finding.warn(
        "the job's container has not started yet: " + status,
        "Wait until its status is Training; 'connect' waits by itself.",
        ExitCode.TIMEOUT);
  }
}
