package io.sagemakerssh.core.submit;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How SSH is to run in a job.
 *
 * @param ssmRole the managed instance's role: an ARN, or the part of one behind {@code role/}
 * @param owner the {@code sts:GetCallerIdentity} UserId of who may connect
 * @param waitTime how long the container waits for a connection before it trains; whole seconds
 *     count
 * @param instanceCount on how many of the job's nodes SSH starts, 1 at least
 */
public record SshOptions(String ssmRole, String owner, Duration waitTime, int instanceCount) {
  private static final String ROLE = ":role/";

  /**
   * @throws UserError with {@link ExitCode#USAGE} if a value cannot work
   */
  public SshOptions {
    int behindRole = ssmRole.indexOf(ROLE);
    ssmRole = behindRole < 0 ? ssmRole : ssmRole.substring(behindRole + ROLE.length());
    demand(!ssmRole.isBlank(), "the SSM role is empty");
    demand(!owner.isBlank(), "the owner is empty");
    demand(!waitTime.isNegative(), "the wait time is negative");
    demand(instanceCount >= 1, "the instance count is below 1");
  }

  /** The usual choice: ten minutes to connect, the first two nodes. */
  public static SshOptions of(String ssmRole, String owner) {
    return new SshOptions(
        ssmRole,
        owner,
        Duration.ofSeconds(ContainerVariables.DEFAULT_WAIT_TIME_SECONDS),
        ContainerVariables.DEFAULT_INSTANCE_COUNT);
  }

  public SshOptions withWaitTime(Duration time) {
    return new SshOptions(ssmRole, owner, time, instanceCount);
  }

  public SshOptions withInstanceCount(int count) {
    return new SshOptions(ssmRole, owner, waitTime, count);
  }

  /** The environment variables that tell the container all this, sorted by name. */
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    variables.put(ContainerVariables.START_SSH, "true");
    variables.put(ContainerVariables.SSH_SSM_ROLE, ssmRole);
    variables.put(ContainerVariables.SSH_OWNER_TAG, owner);
    variables.put(ContainerVariables.SSH_WAIT_TIME_SECONDS, Long.toString(waitTime.toSeconds()));
    variables.put(ContainerVariables.SSH_INSTANCE_COUNT, Integer.toString(instanceCount));
    return variables;
  }

  private static void demand(boolean condition, String otherwise) {
    if (!condition) {
      throw new UserError(
          ExitCode.USAGE,
          "These SSH options cannot work",
          otherwise,
          "Give the SSM role's name or ARN, your UserId from 'aws sts get-caller-identity', and counts from 1 on.");
    }
  }
}
