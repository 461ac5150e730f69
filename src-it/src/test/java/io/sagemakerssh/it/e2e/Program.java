package io.sagemakerssh.it.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A program to run as its user would: its own process, a clean environment, a time limit.
 *
 * @param directory the working directory
 * @param environment all the variables it sees
 * @param command the program and its arguments
 */
record Program(Path directory, Map<String, String> environment, List<String> command) {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The common pool may have one thread, and a program that is not read from stands still. */
  private static final Executor THREADS =
      work -> {
        Thread thread = new Thread(work, "program-stream");
        thread.setDaemon(true);
        thread.start();
      };

  /** Runs to the end with nothing on standard input. */
  Outcome run() {
    return run(new byte[0]);
  }

  /**
   * Runs to the end with bytes on standard input; a program beyond the time limit is killed and the
   * test fails.
   */
  Outcome run(byte[] input) {
    long begin = System.nanoTime();
    Process process = start();
    CompletableFuture<byte[]> out = read(process.getInputStream());
    CompletableFuture<byte[]> err = read(process.getErrorStream());
    try {
      THREADS.execute(() -> write(input, process.getOutputStream()));
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        kill(process);
        throw new AssertionError("Not ended after " + LIMIT + ": " + command + "\n" + text(err));
      }
      return new Outcome(
          process.exitValue(), text(out), text(err), Duration.ofNanos(System.nanoTime() - begin));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } finally {
      kill(process);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Starts it and lets it run. */
  Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command)).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(byte[] input, OutputStream stdin) {
    try (stdin) {
      stdin.write(input);
    } catch (IOException closedEarly) {
      // The program need not read all; its exit status tells.
    }
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return stream.readAllBytes();
          } catch (IOException closed) {
            return new byte[0];
          }
        },
        THREADS);
  }

  private static String text(CompletableFuture<byte[]> bytes) {
    return new String(
        bytes
            .completeOnTimeout("(still open)".getBytes(StandardCharsets.UTF_8), 5, TimeUnit.SECONDS)
            .join(),
        StandardCharsets.UTF_8);
  }
}
