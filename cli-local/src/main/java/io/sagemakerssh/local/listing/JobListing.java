package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.instance.PingStatus;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.Pending;
import io.sagemakerssh.local.aws.ServiceClients;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * The jobs that run and their containers. As no call tells the tags of several instances, this asks
 * for each one shown, side by side; to connect, no such thing is needed.
 */
public final class JobListing {
  private final AwsClients aws;
  private final Executor executor;
  private final RunningJobs jobs;

  public JobListing(AwsClients aws, Executor executor) {
    this.aws = aws;
    this.executor = executor;
    this.jobs = new RunningJobs(ServiceClients.sageMaker(aws));
  }

  /**
   * What there is.
   *
   * @param me the caller's UserId
   * @param rows newest first
   * @param jobsUnknown why there are only jobs with containers among them
   */
  public record Listing(String me, List<JobRow> rows, Optional<UserError> jobsUnknown) {}

  /**
   * Asks SSM for the containers, and SageMaker for the jobs that have none yet.
   *
   * @param all whether containers that are not online are wanted too
   */
  public Listing listing(boolean all) {
    Pending<GetCallerIdentityResponse> caller = Pending.of(() -> CallerIdentity.of(aws), executor);
    Pending<List<TrainingJobSummary>> running = Pending.of(jobs::all, executor);
    List<JobRow> rows = new ArrayList<>();
    List<JobRow> containers = containers();
    containers.stream().filter(row -> all || isOnline(row)).forEach(rows::add);
    Optional<UserError> unknown = Optional.empty();
    try {
      rows.addAll(withoutContainer(running.get(), containers));
    } catch (UserError refused) {
      unknown = Optional.of(refused);
    }
    rows.sort(Comparator.comparing(JobRow::since).reversed());
    return new Listing(caller.get().userId(), List.copyOf(rows), unknown);
  }

  private List<JobRow> containers() {
    InstanceDirectory directory = new InstanceDirectory(aws::ssm);
    List<Supplier<Registration>> questions = new ArrayList<>();
    directory
        .find(InstanceQuery.all())
        .forEach(instance -> questions.add(() -> directory.registration(instance)));
    return Pending.all(questions, executor).stream()
        .filter(registration -> registration.resourceName().isPresent())
        .map(JobRow::of)
        .toList();
  }

  private List<JobRow> withoutContainer(List<TrainingJobSummary> running, List<JobRow> containers) {
    Set<String> known = containers.stream().map(JobRow::job).collect(Collectors.toSet());
    List<Supplier<JobRow>> questions = new ArrayList<>();
    running.stream()
        .filter(job -> !known.contains(job.trainingJobName()))
        .forEach(job -> questions.add(() -> jobs.withoutInstance(job)));
    return Pending.all(questions, executor);
  }

  private static boolean isOnline(JobRow row) {
    return row.ssh().equals(PingStatus.ONLINE.word());
  }
}
