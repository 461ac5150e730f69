package io.sagemakerssh.local.job;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What SageMaker says of a training job, such as whether it can still be connected to. */
public final class JobState {
  private static final Set<ExitCode> HOPELESS =
      Set.of(ExitCode.JOB_NOT_FOUND, ExitCode.JOB_ENDED, ExitCode.JOB_WITHOUT_SSH, ExitCode.USAGE);

  private static final Set<String> ENDED = Set.of("Completed", "Failed", "Stopped", "Stopping");

  private final Supplier<SageMakerClient> sagemaker;

  public JobState(Supplier<SageMakerClient> sagemaker) {
    this.sagemaker = sagemaker;
  }

  /** Whether an error of these methods says that no container is to be expected. */
  public static boolean isHopeless(UserError error) {
    return HOPELESS.contains(error.exitCode());
  }

  /**
   * The job's status in SageMaker's words, such as {@code InProgress, Downloading}.
   *
   * @throws UserError with {@link ExitCode#JOB_NOT_FOUND}, {@link ExitCode#JOB_ENDED} or {@link
   *     ExitCode#JOB_WITHOUT_SSH} if it is no use to wait for its container; with another exit code
   *     if SageMaker cannot be asked
   */
  public String ofRunning(JobName job) {
    return judge(job, describe(job));
  }

  /**
   * The same for one of its nodes, or any.
   *
   * @throws UserError as for any; besides with {@link ExitCode#USAGE} if the job has no such node,
   *     and with {@link ExitCode#JOB_WITHOUT_SSH} if that node starts no SSH
   */
  public String ofRunning(JobName job, Optional<String> node) {
    DescribeTrainingJobResponse found = describe(job);
    String status = judge(job, found);
    node.ifPresent(one -> judgeNode(job, one, found));
    return status;
  }

  private static void judgeNode(JobName job, String node, DescribeTrainingJobResponse found) {
    List<String> withSsh = nodes(found);
    if (withSsh.contains(node)) {
      return;
    }
    int size = size(found.resourceConfig());
    if (names(size).contains(node)) {
      throw new UserError(
          ExitCode.JOB_WITHOUT_SSH,
          "Node '" + node + "' of job '" + job + "' was started without SSH",
          "SSH starts on " + fromTo(withSsh.size()) + " alone",
          "Choose one of them; start the job with a higher "
              + ContainerVariables.SSH_INSTANCE_COUNT
              + " for more.");
    }
    throw new UserError(
        ExitCode.USAGE,
        "Job '" + job + "' has no node '" + node + "'",
        "it has " + fromTo(size),
        "See the nodes with: sm-local-ssh-training list");
  }

  private static String fromTo(int count) {
    return count == 1 ? "algo-1" : "algo-1 to algo-" + count;
  }

  /**
   * The job's status in SageMaker's word, with or without SSH.
   *
   * @throws UserError with {@link ExitCode#JOB_NOT_FOUND}, or if SageMaker cannot be asked
   */
  public String status(JobName job) {
    return describe(job).trainingJobStatusAsString();
  }

  /**
   * How many nodes the job has, with or without SSH.
   *
   * @throws UserError as {@link #status}
   */
  public int nodeCount(JobName job) {
    return size(describe(job).resourceConfig());
  }

  /**
   * Whether the job has ended for good.
   *
   * @throws UserError as {@link #status}
   */
  public boolean isOver(JobName job) {
    String status = status(job);
    return ENDED.contains(status) && !status.equals("Stopping");
  }

  /**
   * The names of the job's nodes that start SSH: {@code algo-1} and so on.
   *
   * @throws UserError as {@link #ofRunning}
   */
  public List<String> nodes(JobName job) {
    return nodes(running(job));
  }

  private static List<String> nodes(DescribeTrainingJobResponse found) {
    int withSsh = withSsh(found.environment().get(ContainerVariables.SSH_INSTANCE_COUNT));
    return names(Math.min(withSsh, size(found.resourceConfig())));
  }

  private static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "algo-" + number).toList();
  }

  private static int withSsh(String variable) {
    return variable != null && variable.matches("\\d{1,9}")
        ? Integer.parseInt(variable)
        : ContainerVariables.DEFAULT_INSTANCE_COUNT;
  }

  /** Nodes are counted in one, or in each group of instances. */
  private static int size(ResourceConfig resources) {
    return resources.hasInstanceGroups()
        ? resources.instanceGroups().stream().mapToInt(InstanceGroup::instanceCount).sum()
        : resources.instanceCount();
  }

  private DescribeTrainingJobResponse running(JobName job) {
    DescribeTrainingJobResponse found = describe(job);
    judge(job, found);
    return found;
  }

  /**
   * The status of a job that has been described.
   *
   * @throws UserError with {@link ExitCode#JOB_ENDED} or {@link ExitCode#JOB_WITHOUT_SSH} if it is
   *     no use to wait for its container
   */
  public static String judge(JobName job, DescribeTrainingJobResponse found) {
    String status = found.trainingJobStatusAsString();
    if (ENDED.contains(status)) {
      String reason = found.failureReason() == null ? "" : ": " + found.failureReason();
      throw new UserError(
          ExitCode.JOB_ENDED,
          "Job '" + job + "' has ended",
          "its status is " + status + reason,
          "Start the job again; the log of this one is in CloudWatch, group /aws/sagemaker/TrainingJobs.");
    }
    if (!"true".equalsIgnoreCase(found.environment().get(ContainerVariables.START_SSH))) {
      throw new UserError(
          ExitCode.JOB_WITHOUT_SSH,
          "Job '" + job + "' was started without SSH",
          "its environment has no " + ContainerVariables.START_SSH + "=true",
          "Start it with the helper's variables in its environment and setup_and_start_ssh() in train.py.");
    }
    return status + ", " + found.secondaryStatusAsString();
  }

  /**
   * What SageMaker knows of a job.
   *
   * @throws UserError with {@link ExitCode#JOB_NOT_FOUND} if it is not there; with another exit
   *     code if SageMaker cannot be asked
   */
  public DescribeTrainingJobResponse describe(JobName job) {
    DescribeTrainingJobRequest request =
        DescribeTrainingJobRequest.builder().trainingJobName(job.value()).build();
    AwsCall call =
        new AwsCall(
            "see how job '" + job + "' is",
            "sagemaker:DescribeTrainingJob",
            "arn:aws:sagemaker:*:*:training-job/" + job);
    return call.make(
        () -> {
          try {
            return sagemaker.get().describeTrainingJob(request);
          } catch (SageMakerException failure) {
            throw isMissing(failure) ? missing(job, failure) : failure;
          }
        });
  }

  /** SageMaker has no error code of its own for a training job that is not there. */
  private static boolean isMissing(SageMakerException failure) {
    return failure.awsErrorDetails() != null
        && (failure.awsErrorDetails().errorCode().equals("ResourceNotFound")
            || failure.awsErrorDetails().errorCode().equals("ValidationException")
                && String.valueOf(failure.awsErrorDetails().errorMessage()).contains("not found"));
  }

  private static UserError missing(JobName job, SageMakerException failure) {
    return new UserError(
        ExitCode.JOB_NOT_FOUND,
        "There is no training job '" + job + "'",
        "SageMaker does not know it in this account and region",
        "Check the name and --region: aws sagemaker list-training-jobs --status-equals InProgress",
        failure);
  }
}
