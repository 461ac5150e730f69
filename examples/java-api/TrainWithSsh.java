import io.sagemakerssh.core.instance.CommandResult;
import io.sagemakerssh.core.instance.ContainerScript;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.instance.InstanceSearch;
import io.sagemakerssh.core.instance.RunCommand;
import io.sagemakerssh.core.job.HostName;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.core.polling.Polling;
import io.sagemakerssh.core.submit.SshOptions;
import io.sagemakerssh.core.submit.TrainingJobs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Creates a training job with SSH, looks into its waiting container, lets it train, and waits for
 * its end.
 *
 * <pre>
 * java -cp … TrainWithSsh.java my-job arn:aws:iam::123456789012:role/service-role/SageMakerRole \
 *     s3://my-bucket/my-job/source/sourcedir.tar.gz s3://my-bucket/my-job/output
 * </pre>
 */
public final class TrainWithSsh {
  private static final Set<TrainingJobStatus> GOING_ON =
      Set.of(TrainingJobStatus.IN_PROGRESS, TrainingJobStatus.STOPPING);

  private final SageMakerClient sagemaker = SageMakerClient.create();
  private final StsClient sts = StsClient.create();
  private final SsmClient ssm = SsmClient.create();

  public static void main(String[] arguments) {
    if (arguments.length != 4) {
      System.err.println("usage: TrainWithSsh <job> <role-arn> <sources> <output>");
      System.exit(2);
    }
    new TrainWithSsh().run(new JobName(arguments[0]), arguments[1], arguments[2], arguments[3]);
  }

  private void run(JobName job, String role, String sources, String output) {
    SshOptions ssh =
        SshOptions.of(role, sts.getCallerIdentity().userId())
            .withWaitTime(Duration.ofMinutes(15))
            .withInstanceCount(1);
    sagemaker.createTrainingJob(TrainingJobs.withSsh(request(job, role, sources, output), ssh));

    InstanceId instance = awaitOnline(job);
    System.out.println(job + " is online as " + instance);
    System.out.print(inContainer(instance, "echo \"node $SM_CURRENT_HOST\"; python3 --version"));
    inContainer(instance, "sm-wait stop");

    TrainingJobStatus end = awaitEnd(job);
    System.out.println(job + " is " + end);
    System.exit(end == TrainingJobStatus.COMPLETED ? 0 : 1);
  }

  /** The request that a program sends without SSH. */
  private static CreateTrainingJobRequest request(
      JobName job, String role, String sources, String output) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName(job.value())
        .roleArn(role)
        .algorithmSpecification(
            algorithm ->
                algorithm
                    .trainingImage(
                        "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8-cpu-py312")
                    .trainingInputMode(TrainingInputMode.FILE))
        .hyperParameters(
            Map.of("sagemaker_program", "train.py", "sagemaker_submit_directory", sources))
        .outputDataConfig(place -> place.s3OutputPath(output))
        .resourceConfig(
            resources ->
                resources
                    .instanceType(TrainingInstanceType.ML_M5_LARGE)
                    .instanceCount(1)
                    .volumeSizeInGB(10))
        .stoppingCondition(condition -> condition.maxRuntimeInSeconds(3600))
        .build();
  }

  private InstanceId awaitOnline(JobName job) {
    HostName host = new HostName(job, ResourceKind.TRAINING, Optional.empty());
    return new InstanceSearch(new InstanceDirectory(() -> ssm), patience(Duration.ofMinutes(15)))
        .find(InstanceQuery.of(host), (offline, left) -> {})
        .instance()
        .id();
  }

  private String inContainer(InstanceId instance, String script) {
    CommandResult result =
        new RunCommand(() -> ssm).run(instance, "TrainWithSsh", ContainerScript.lines(script));
    if (!result.succeeded()) {
      throw new IllegalStateException(script + ": " + result.status() + " " + result.error());
    }
    return result.output();
  }

  private TrainingJobStatus awaitEnd(JobName job) {
    return patience(Duration.ofHours(2))
        .until(left -> Optional.of(status(job)).filter(status -> !GOING_ON.contains(status)))
        .orElseThrow(() -> new IllegalStateException(job + " did not end within two hours"));
  }

  private TrainingJobStatus status(JobName job) {
    return sagemaker
        .describeTrainingJob(request -> request.trainingJobName(job.value()))
        .trainingJobStatus();
  }

  /** Asks soon at first, and then every five seconds. */
  private static Polling patience(Duration timeout) {
    return Polling.of(Duration.ofMillis(500), Duration.ofSeconds(5), timeout);
  }
}
