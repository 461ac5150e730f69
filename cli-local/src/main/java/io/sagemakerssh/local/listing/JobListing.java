package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.instance.PingStatus;
import io.sagemakerssh.core.instance.Registration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

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
    this.jobs = new RunningJobs(() -> aws.configure(SageMakerClient.builder()).build());
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
    CompletableFuture<String> caller = ask(this::userId);
    CompletableFuture<List<TrainingJobSummary>> running = ask(jobs::all);
    List<JobRow> rows = new ArrayList<>();
    List<JobRow> containers = containers();
    containers.stream().filter(row -> all || isOnline(row)).forEach(rows::add);
    Optional<UserError> unknown = Optional.empty();
    try {
      rows.addAll(withoutContainer(await(running), containers));
    } catch (UserError refused) {
      unknown = Optional.of(refused);
    }
    rows.sort(Comparator.comparing(JobRow::since).reversed());
    return new Listing(await(caller), List.copyOf(rows), unknown);
  }

  private List<JobRow> containers() {
    InstanceDirectory directory = new InstanceDirectory(aws::ssm);
    List<CompletableFuture<Registration>> asked =
        directory.find(InstanceQuery.all()).stream()
            .map(instance -> ask(() -> directory.registration(instance)))
            .toList();
    return asked.stream()
        .map(JobListing::await)
        .filter(registration -> registration.resourceName().isPresent())
        .map(JobRow::of)
        .toList();
  }

  private List<JobRow> withoutContainer(List<TrainingJobSummary> running, List<JobRow> containers) {
    Set<String> known = containers.stream().map(JobRow::job).collect(Collectors.toSet());
    List<CompletableFuture<JobRow>> asked =
        running.stream()
            .filter(job -> !known.contains(job.trainingJobName()))
            .map(job -> ask(() -> jobs.withoutInstance(job)))
            .toList();
    return asked.stream().map(JobListing::await).toList();
  }

  private static boolean isOnline(JobRow row) {
    return row.ssh().equals(PingStatus.ONLINE.word());
  }

  private String userId() {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity().userId());
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, executor);
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UserError why) {
        throw why;
      }
      throw failed;
    }
  }
}
