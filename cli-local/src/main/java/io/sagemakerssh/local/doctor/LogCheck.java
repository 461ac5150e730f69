package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.job.JobLog;
import io.sagemakerssh.local.permissions.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What the helper's own lines in the job's log say. */
record LogCheck(Case of) implements Check {
  static final String NAME = "log";

  private static final String OURS = "\"[sagemaker-ssh-helper]\"";
  private static final int MOST = 2000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(
        JobCheck.NAME,
        TrustCheck.NAME,
        RolePolicyCheck.name(Identity.EXECUTION),
        RolePolicyCheck.name(Identity.SSM));
  }

  @Override
  public Finding look() {
    if (of.jobName().isEmpty()) {
      return Finding.unknown("no job was named");
    }
    try {
      return judge(read(of.jobName().get()));
    } catch (UserError error) {
      return Denials.unknown(error);
    }
  }

  private static Finding judge(HelperLog log) {
    if (log.lines().isEmpty()) {
      return Finding.warn(
          "the job's log has no line of the helper",
          "Let train.py begin with: from sagemaker_ssh_helper import setup_and_start_ssh;"
              + " setup_and_start_ssh()",
          ExitCode.JOB_WITHOUT_SSH);
    }
    Optional<HelperLog.Failure> failure = log.failure();
    if (failure.isPresent()) {
      return Finding.fail(
          "the container says: " + failure.get().what(),
          failure.get().advice().isEmpty() ? "See the job's log." : failure.get().advice(),
          ExitCode.REGISTRATION_FAILED);
    }
    return Finding.ok(
        log.instance()
                .map(id -> "the container registered as " + id)
                .orElse("the helper is at work")
            // No cause of its own: what comes of it shows in the ping status and the channel.
            + log.trouble().map(said -> "; its agent said last: " + said).orElse(""));
  }

  private HelperLog read(JobName job) {
    FilterLogEventsRequest request =
        FilterLogEventsRequest.builder()
            .logGroupName(JobLog.GROUP)
            .logStreamNamePrefix(job.value() + "/")
            .filterPattern(OURS)
            .build();
    AwsCall call = new AwsCall("read the job's log", "logs:FilterLogEvents", "*");
    List<String> lines =
        call.make(
            () -> {
              try {
                return of.logs().filterLogEventsPaginator(request).events().stream()
                    .limit(MOST)
                    .map(FilteredLogEvent::message)
                    .toList();
              } catch (ResourceNotFoundException nothingYet) {
                return List.of();
              }
            });
    return new HelperLog(lines);
  }
}
