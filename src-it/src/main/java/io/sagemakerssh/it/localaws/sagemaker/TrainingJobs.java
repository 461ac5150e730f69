package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.containercredentials.ContainerCredentials;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.logs.LogStore;
import io.sagemakerssh.it.localaws.s3.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training jobs of the account. A job that is created runs, in a thread of its own, until it
 * ends or this is closed. Safe for several threads.
 */
public final class TrainingJobs implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);
  private static final String ROLE_SESSION = "SageMaker";

  private record Entry(TrainingJob job, TrainingRun run, Thread thread) {}

  private final JobHost host;
  private final ObjectStore objects;
  private final LogStore logs;
  private final ContainerCredentials credentials;
  private final AccessControl access;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private boolean closed;

  public TrainingJobs(
      JobHost host,
      ObjectStore objects,
      LogStore logs,
      ContainerCredentials credentials,
      AccessControl access) {
    this.host = host;
    this.objects = objects;
    this.logs = logs;
    this.credentials = credentials;
    this.access = access;
  }

  /**
   * Creates a job and starts it.
   *
   * @throws AwsError {@code ResourceInUse} if there was one of the name
   */
  synchronized TrainingJob create(TrainingJobRequest request, Role role, String arn) {
    if (closed) {
      throw new AwsError(503, "ServiceUnavailable", "The local AWS is ending.");
    }
    if (entries.containsKey(request.name())) {
      throw AwsError.badRequest(
          "ResourceInUse",
          "Training job names must be unique within an AWS account and region, and a training job"
              + " with this name already exists ("
              + arn
              + ")");
    }
    TrainingJob job = new TrainingJob(request, arn, host.clock());
    String path = credentials.grant(role.arn(), ROLE_SESSION);
    JobStorage storage = new JobStorage(objects, access, credentials.caller(path));
    TrainingRun run = new TrainingRun(job, host, storage, logs, path);
    Thread thread =
        new Thread(
            () -> {
              run.run();
              credentials.revoke(path);
            },
            "sm-ssh-job-" + request.name());
    thread.setDaemon(true);
    entries.put(request.name(), new Entry(job, run, thread));
    thread.start();
    return job;
  }

  synchronized Optional<TrainingJob> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::job);
  }

  /** All jobs, oldest first. */
  synchronized List<TrainingJob> all() {
    return entries.values().stream().map(Entry::job).toList();
  }

  /** Asks a job to stop; {@code false} if it is stopping or has ended. */
  synchronized boolean stop(String name) {
    return entries.get(name).run().stop();
  }

  /** Ends all jobs and waits for that. */
  @Override
  public void close() {
    List<Entry> running;
    synchronized (this) {
      closed = true;
      running = new ArrayList<>(entries.values());
    }
    running.forEach(entry -> entry.run().close());
    for (Entry entry : running) {
      try {
        entry.thread().join(LONGEST_END.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
