package io.sagemakerssh.local.ssh;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.exit.ExitAction;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs OpenSSH's client with this program's terminal. */
public final class SshProcess {
  private static final File NOTHING = new File("/dev/null");

  private final Optional<OutputStream> output;
  private final OutputStream err;
  private final Redirect in;
  private final Redirect out;
  private final Optional<Duration> longest;

  /** With this program's own input and output. */
  public SshProcess(OutputStream err) {
    this(Redirect.INHERIT, Redirect.INHERIT, err);
  }

  /**
   * With nothing on standard input, and output for others than this program's own.
   *
   * @param output gets what ssh writes to standard output
   * @param err gets what it writes to standard error
   */
  public SshProcess(OutputStream output, OutputStream err) {
    this(Redirect.from(NOTHING), Redirect.PIPE, Optional.of(output), err, Optional.empty());
  }

  SshProcess(Redirect in, Redirect out, OutputStream err) {
    this(in, out, Optional.empty(), err, Optional.empty());
  }

  private SshProcess(
      Redirect in,
      Redirect out,
      Optional<OutputStream> output,
      OutputStream err,
      Optional<Duration> longest) {
    this.in = in;
    this.out = out;
    this.output = output;
    this.err = err;
    this.longest = longest;
  }

  /** The same, but each run is ended after that time. */
  public SshProcess endingAfter(Duration time) {
    return new SshProcess(in, out, output, err, Optional.of(time));
  }

  /**
   * Runs a command line to its end.
   *
   * @param whenConnected run once ssh has authenticated
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if there is no such program
   */
  public SshOutcome run(List<String> line, Runnable whenConnected) throws InterruptedException {
    Process process = OpenSsh.start(new ProcessBuilder(line).redirectInput(in).redirectOutput(out));
    ExitAction end = ExitAction.of("sm-ssh-end", process::destroy);
    longest.ifPresent(
        time ->
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroy));
    try {
      SshErrors errors = new SshErrors(process.getErrorStream(), err, whenConnected);
      Thread reader = new Thread(errors, "sm-ssh-errors");
      reader.setDaemon(true);
      reader.start();
      if (output.isPresent()) {
        pass(process.getInputStream(), output.get());
      }
      int exitCode = process.waitFor();
      reader.join();
      return new SshOutcome(exitCode, errors.keyRefused());
    } finally {
      process.destroy();
      end.close();
    }
  }

  private static void pass(InputStream from, OutputStream to) {
    try (to) {
      from.transferTo(to);
    } catch (IOException ended) {
      // Either ssh died, which its exit code tells, or nobody reads the output any more.
    }
  }
}
