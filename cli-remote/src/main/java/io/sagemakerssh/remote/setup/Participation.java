package io.sagemakerssh.remote.setup;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.job.BaseDirectory;
import io.sagemakerssh.core.job.ContainerNode;

/**
 * Whether this container is to start SSH: if the job says so, and it is among the job's first
 * nodes.
 *
 * @param marked whether the job says anything about SSH
 * @param wanted whether it says yes
 * @param rank this container's node
 * @param instanceCount how many nodes start SSH
 */
public record Participation(boolean marked, boolean wanted, int rank, int instanceCount) {

  /**
   * @throws io.sagemakerssh.core.error.UserError if a setting or SageMaker's file is unusable
   */
  public static Participation of(Environment environment) {
    return new Participation(
        environment.text(ContainerVariables.START_SSH).isPresent(),
        environment.flag(ContainerVariables.START_SSH),
        ContainerNode.of(BaseDirectory.of(environment)).rank(),
        environment.number(
            ContainerVariables.SSH_INSTANCE_COUNT,
            ContainerVariables.DEFAULT_INSTANCE_COUNT,
            0,
            Integer.MAX_VALUE));
  }

  public boolean startsSsh() {
    return wanted && rank < instanceCount;
  }

  /** The decision and its reasons, for the log. */
  public String sentence() {
    if (!marked) {
      return "SSH is not started: START_SSH is not set. Wrap the job's request before you submit it.";
    }
    if (!wanted) {
      return "SSH is not started: START_SSH is not 'true'.";
    }
    String node = "node rank " + rank + ", SSH on the first " + instanceCount + " nodes";
    return (startsSsh() ? "SSH is started: " : "SSH is not started: ") + node + ".";
  }
}
