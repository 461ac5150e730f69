package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.ShellWords;
import io.sagemakerssh.local.ssh.SshProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long finding a container and running a command there may take together. The container's own
 * timeout(1) ends the command, with all of its process group, even if this machine is gone by then.
 */
final class CommandLimit {
  /** From being told to end until being killed. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** What ssh needs besides, before it is taken for frozen. */
  private static final Duration CONNECTING = Duration.ofSeconds(15);

  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Optional<Duration> whole;
  private final LongSupplier nanoTime;
  private final long began;

  /**
   * A limit that begins now.
   *
   * @param whole empty for none
   * @param nanoTime as {@link System#nanoTime}
   */
  CommandLimit(Optional<Duration> whole, LongSupplier nanoTime) {
    this.whole = whole;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /** One run of ssh. */
  @FunctionalInterface
  interface Run {
    int of(SshProcess process, String line) throws InterruptedException;
  }

  /**
   * Runs a command for the time that is left, a second at least.
   *
   * @return its exit code
   * @throws UserError with {@link ExitCode#COMMAND_TIMED_OUT} if it had to be ended
   */
  int run(SshProcess process, String command, Run run) throws InterruptedException {
    if (whole.isEmpty()) {
      return run.of(process, command);
    }
    Duration left = whole.get().minusNanos(nanoTime.getAsLong() - began);
    Duration granted = left.compareTo(LEAST) < 0 ? LEAST : left;
    long start = nanoTime.getAsLong();
    int status =
        run.of(
            process.endingAfter(granted.plus(LAST_WORDS).plus(CONNECTING)), line(granted, command));
    boolean late = Duration.ofNanos(nanoTime.getAsLong() - start).compareTo(granted) >= 0;
    if (status != 0 && late) {
      throw new UserError(
          ExitCode.COMMAND_TIMED_OUT,
          "The command was ended",
          "it and the way to it took longer than --timeout " + whole.get().toSeconds(),
          "Give it more time, or leave --timeout out.");
    }
    return status;
  }

  private static String line(Duration time, String command) {
    return "exec timeout -k "
        + LAST_WORDS.toSeconds()
        + " "
        + String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3)
        + " \"${SHELL:-/bin/sh}\" -c "
        + ShellWords.quoted(command);
  }
}
