package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.it.localaws.logs.LogStore;
import io.sagemakerssh.it.localaws.logs.LogStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one training job from its start to its end, in the thread that calls {@link #run}. */
final class TrainingRun implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final String LOG_GROUP = "/aws/sagemaker/TrainingJobs";

  private final TrainingJob job;
  private final JobHost host;
  private final JobStorage storage;
  private final LogStore logs;
  private final String credentialsPath;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Container> containers = new ArrayList<>();
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  /**
   * @param credentialsPath where the local AWS serves the role's credentials
   */
  TrainingRun(
      TrainingJob job, JobHost host, JobStorage storage, LogStore logs, String credentialsPath) {
    this.job = job;
    this.host = host;
    this.storage = storage;
    this.logs = logs;
    this.credentialsPath = credentialsPath;
  }

  /** Asks the job to end, and kills it when its time is up; {@code false} if it has ended. */
  boolean stop() {
    return job.stopping() && stopped.complete(true);
  }

  /** Ends the job at once. */
  void close() {
    closed.complete(true);
  }

  @Override
  public void run() {
    try {
      job.enter(Phase.DOWNLOADING);
      download();
      Phase end = stopped.isDone() || closed.isDone() ? Phase.STOPPED : train();
      job.enter(Phase.UPLOADING);
      upload();
      job.end(
          end == Phase.COMPLETED ? JobStatus.COMPLETED : JobStatus.STOPPED, end, Optional.empty());
    } catch (JobFailure failure) {
      fail(failure);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The training job {} could not be run", job.name(), e);
      fail(JobFailure.ofService(e));
    }
  }

  private void fail(JobFailure failure) {
    job.end(JobStatus.FAILED, Phase.FAILED, Optional.of(failure.getMessage()));
  }

  private void download() throws IOException {
    for (int i = 0; i < job.request().instanceCount(); i++) {
      Path root = host.directory().resolve(job.name()).resolve(Node.host(i));
      nodes.add(new Node(job.request(), NodeDirectory.create(root), i));
    }
    for (Node node : nodes) {
      node.download(storage);
    }
  }

  /** Trains to the end; what that was, unless it was a failure. */
  private Phase train() throws IOException {
    job.enter(Phase.TRAINING);
    try {
      NodeEnvironment environment = new NodeEnvironment(host);
      for (Node node : nodes) {
        start(node, environment);
      }
      return await();
    } finally {
      containers.forEach(Container::close);
    }
  }

  private void start(Node node, NodeEnvironment environment) throws IOException {
    LogStream log = logStream(node);
    containers.add(
        Container.start(
            EntryPoint.command(node),
            node.directory().code(),
            node.directory().root().resolve("output.pipe"),
            environment.of(node, job.arn(), credentialsPath),
            line -> logs.append(log, line)));
  }

  private LogStream logStream(Node node) {
    logs.createGroup(LOG_GROUP);
    String name = job.name() + "/" + node.host() + "-" + host.clock().instant().getEpochSecond();
    logs.createStream(LOG_GROUP, name);
    return logs.group(LOG_GROUP).stream(name);
  }

  private Phase await() throws IOException {
    List<CompletableFuture<Integer>> exits = containers.stream().map(Container::exit).toList();
    CompletableFuture<?>[] anyEnd =
        Stream.concat(
                Stream.of(
                    stopped,
                    closed,
                    CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new))),
                exits.stream().map(TrainingRun::failure))
            .toArray(CompletableFuture[]::new);
    boolean inTime = within(CompletableFuture.anyOf(anyEnd), job.request().maxRuntime().toMillis());
    for (int i = 0; i < exits.size(); i++) {
      int code = exits.get(i).getNow(0);
      if (code != 0 && !stopped.isDone() && !closed.isDone()) {
        throw failure(nodes.get(i), code);
      }
    }
    if (inTime && !stopped.isDone() && !closed.isDone()) {
      return Phase.COMPLETED;
    }
    containers.forEach(Container::terminate);
    CompletableFuture<?> allEnded =
        CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new));
    within(CompletableFuture.anyOf(allEnded, closed), host.stopGrace().toMillis());
    return inTime ? Phase.STOPPED : Phase.MAX_RUNTIME_EXCEEDED;
  }

  /** Completes when the exit is a failure, else never. */
  private static CompletableFuture<Integer> failure(CompletableFuture<Integer> exit) {
    return exit.thenCompose(
        code -> code == 0 ? new CompletableFuture<>() : CompletableFuture.completedFuture(code));
  }

  private static boolean within(CompletableFuture<?> future, long millis) {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a job trained", interrupted);
    }
  }

  private static JobFailure failure(Node node, int exitCode) throws IOException {
    Path file = node.directory().failure();
    String reason =
        Files.isRegularFile(file)
            ? Files.readString(file).strip()
            : "ExecuteUserScriptError: ExitCode "
                + exitCode
                + " Command \""
                + String.join(" ", EntryPoint.command(node))
                + "\"";
    return JobFailure.ofAlgorithm(reason + ", exit code: " + exitCode);
  }

  /** Model artifacts of a job that completed or was stopped; other output if there is any. */
  private void upload() throws IOException {
    if (closed.isDone() || containers.isEmpty()) {
      return;
    }
    S3Uri output = job.request().output().below(job.name()).below("output");
    S3Uri model = output.below("model.tar.gz");
    storage.write(model, archive(NodeDirectory::model).bytes());
    job.modelUploaded(model);
    DirectoryArchive data = archive(NodeDirectory::outputData);
    if (!data.isEmpty()) {
      storage.write(output.below("output.tar.gz"), data.bytes());
    }
  }

  private DirectoryArchive archive(Function<NodeDirectory, Path> place) throws IOException {
    return new DirectoryArchive(nodes.stream().map(Node::directory).map(place).toList());
  }
}
