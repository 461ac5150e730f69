package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.CommandResult;
import io.sagemakerssh.core.instance.ContainerScript;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.RunCommand;

/** Ends the container's waiting, so that training begins; needs neither key nor session. */
public final class WaitStop {
  private static final int NOT_FOUND = 127;

  private final AwsClients aws;

  public WaitStop(AwsClients aws) {
    this.aws = aws;
  }

  /**
   * Runs {@code sm-wait stop} in the container.
   *
   * @return what it printed
   * @throws UserError if it cannot be run or fails
   */
  public String of(InstanceId instance) {
    CommandResult result =
        new RunCommand(aws::ssm)
            .run(instance, "Stop waiting", ContainerScript.lines("sm-wait stop"));
    if (result.succeeded()) {
      return result.output().strip();
    }
    if (result.exitCode() == NOT_FOUND) {
      throw new UserError(
          ExitCode.JOB_WITHOUT_SSH,
          "Cannot stop the waiting on " + instance,
          "the container has no sm-wait",
          "It was set up by something else; end the wait there by hand: touch /tmp/sm-wait-stopped");
    }
    String said = (result.error().isBlank() ? result.output() : result.error()).strip();
    throw new UserError(
        ExitCode.AWS_FAILED,
        "Cannot stop the waiting on " + instance,
        "sm-wait stop ended with "
            + result.status()
            + ", exit code "
            + result.exitCode()
            + ": "
            + said,
        "Try 'exec <job> -- sm-wait stop', or look into the job's log.");
  }
}
