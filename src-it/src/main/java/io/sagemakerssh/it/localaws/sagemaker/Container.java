package io.sagemakerssh.it.localaws.sagemaker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's running program and everything that it starts. */
final class Container implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Container.class);
  private static final Duration LONGEST_KILL = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final OutputPipe output;
  private final Process entryPoint;
  private final ContainerProcesses processes;

  private Container(OutputPipe output, Process entryPoint, ContainerProcesses processes) {
    this.output = output;
    this.entryPoint = entryPoint;
    this.processes = processes;
  }

  /**
   * Starts a program in a session of its own.
   *
   * @param pipe where the pipe for its output is made
   * @param environment all that it sees
   * @param lines takes each line of its output
   * @throws IOException if it cannot be started
   */
  static Container start(
      List<String> command,
      Path directory,
      Path pipe,
      Map<String, String> environment,
      Consumer<String> lines)
      throws IOException {
    String mark = UUID.randomUUID().toString();
    List<String> inSession = new ArrayList<>(List.of("setsid"));
    inSession.addAll(command);
    OutputPipe output = new OutputPipe(pipe, lines);
    ProcessBuilder builder = new ProcessBuilder(inSession).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(ContainerProcesses.MARK, mark);
    builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(pipe.toFile()));
    try {
      Process process = builder.start();
      return new Container(
          output, process, new ContainerProcesses(mark, output.path(), process.pid()));
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  /** The exit code of the entry point, once it has ended; 128 and the signal if one ended it. */
  CompletableFuture<Integer> exit() {
    return entryPoint.onExit().thenApply(Process::exitValue);
  }

  /** Asks the program to end, as a container is asked. */
  void terminate() {
    processes.foreground().forEach(ProcessHandle::destroy);
  }

  /** Ends everything that is left, and the log behind all that was written. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + LONGEST_KILL.toNanos();
    List<ProcessHandle> left = processes.all();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      left = processes.all();
    }
    if (!left.isEmpty()) {
      LOG.warn("Tried to end all processes of a container but {} are left", left.size());
    }
    reap();
    output.close();
  }

  private void reap() {
    try {
      if (!entryPoint.waitFor(LONGEST_KILL.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("The entry point of a container did not end when it was killed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
