package io.sagemakerssh.core.job;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.List;
import java.util.Optional;

/**
 * The host name that SSH programs use for a job's container: {@code <job>.<kind>.sagemaker}, or
 * {@code <node>.<job>.<kind>.sagemaker} for one node of several.
 *
 * @param job the job
 * @param kind what kind of job it is
 * @param node the node's name such as {@code algo-2}, if one is chosen
 */
public record HostName(JobName job, ResourceKind kind, Optional<String> node) {
  private static final String DOMAIN = "sagemaker";

  public static HostName of(JobName job, ResourceKind kind) {
    return new HostName(job, kind, Optional.empty());
  }

  /** Whether the text ends like one of our host names; it may still be malformed. */
  public static boolean isLikely(String text) {
    return text.endsWith("." + DOMAIN);
  }

  /**
   * Reads a host name.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the text is none of ours
   */
  public static HostName parse(String text) {
    List<String> labels = List.of(text.split("\\.", -1));
    int count = labels.size();
    if ((count == 3 || count == 4) && labels.get(count - 1).equals(DOMAIN)) {
      Optional<ResourceKind> kind = ResourceKind.ofHostWord(labels.get(count - 2));
      if (kind.isPresent()) {
        Optional<String> node = count == 4 ? Optional.of(labels.get(0)) : Optional.empty();
        return new HostName(new JobName(labels.get(count - 3)), kind.get(), node);
      }
    }
    throw new UserError(
        ExitCode.USAGE,
        "'" + text + "' is not a host name of a SageMaker job",
        "such a name looks like <job>.training.sagemaker",
        "Give '<job>.training.sagemaker', a job name, or a managed instance id 'mi-…'.");
  }

  @Override
  public String toString() {
    return node.map(n -> n + ".").orElse("") + job + "." + kind.hostWord() + "." + DOMAIN;
  }
}
