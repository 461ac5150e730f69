package io.sagemakerssh.remote.agent;

import io.sagemakerssh.remote.process.DefaultSignals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A script as Run Command runs it: the lines in one file of mode 0700, executed by {@code sh} or by
 * the interpreter that its first line names, standard input empty.
 *
 * @param scratch the directory to put the file into, for as long as the script runs
 * @param environment the script's whole environment
 * @param marks the part of it that tells this script's processes from all others
 */
record ShellScript(Path scratch, Map<String, String> environment, Map<String, String> marks) {
  private static final Logger LOG = LoggerFactory.getLogger(ShellScript.class);

  /** The time in which output still in the pipes arrives once the script has ended. */
  private static final Duration OUTPUT_PATIENCE = Duration.ofMillis(500);

  static final int KILLED = 137;

  /** How a script ended. */
  enum Ending {
    EXITED,
    TIMED_OUT,
    CANCELLED
  }

  /**
   * What became of a script.
   *
   * @param exitCode 128 and the signal's number for a process that a signal ended
   * @param out its standard output, at least as much of it as a reply may hold
   * @param err its standard error, likewise
   */
  record Outcome(Ending ending, int exitCode, String out, String err) {}

  /**
   * Runs the lines and waits for their end.
   *
   * @param workingDirectory empty for our own
   * @param cancellation completed from outside to end the script early
   * @throws IOException if the script cannot be started
   */
  Outcome run(
      List<String> lines,
      String workingDirectory,
      Duration timeout,
      CompletableFuture<Void> cancellation)
      throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    Path directory = Files.createTempDirectory(scratch, "command-");
    Path file = directory.resolve("_script.sh");
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
      boolean namesInterpreter = !lines.isEmpty() && lines.get(0).startsWith("#!");
      // Without an interpreter's name the file need not be executable where it lies.
      List<String> command =
          namesInterpreter ? List.of(file.toString()) : List.of("sh", file.toString());
      return await(start(command, workingDirectory), timeout, cancellation);
    } finally {
      delete(directory);
    }
  }

  /** The script may have put files beside itself, and may not let go of them. */
  private static void delete(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | UncheckedIOException leftOver) {
      LOG.debug("Cannot remove {}", directory, leftOver);
    }
  }

  private Process start(List<String> command, String workingDirectory) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    if (!workingDirectory.isBlank()) {
      builder.directory(new File(workingDirectory));
    }
    return DefaultSignals.in(builder::start);
  }

  private Outcome await(Process process, Duration timeout, CompletableFuture<Void> cancellation)
      throws InterruptedException {
    OutputCapture out = new OutputCapture(process.getInputStream(), "sm-ssh-command-stdout");
    OutputCapture err = new OutputCapture(process.getErrorStream(), "sm-ssh-command-stderr");
    Ending ending = ending(process, timeout, cancellation);
    int exitCode = ending == Ending.EXITED ? process.exitValue() : KILLED;
    return new Outcome(ending, exitCode, out.text(OUTPUT_PATIENCE), err.text(OUTPUT_PATIENCE));
  }

  private Ending ending(Process process, Duration timeout, CompletableFuture<Void> cancellation)
      throws InterruptedException {
    Ending ending = Ending.CANCELLED;
    try {
      CompletableFuture.anyOf(process.onExit(), cancellation)
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.isAlive() && !cancellation.isDone()) {
        return Ending.EXITED;
      }
    } catch (TimeoutException late) {
      ending = Ending.TIMED_OUT;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (process.isAlive()) {
        new ProcessTree(process.toHandle(), marks).kill();
      }
    }
    return ending;
  }
}
