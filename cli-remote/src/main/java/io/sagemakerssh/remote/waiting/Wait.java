package io.sagemakerssh.remote.waiting;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A wait that ends when it is stopped, when it becomes pointless, or when its time is up. */
public final class Wait {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final StopMarker marker;
  private final WaitingProcesses processes;
  private final Outlook outlook;
  private final Clock clock;
  private final PrintStream out;

  /**
   * @param outlook what the wait is for
   * @param out takes lines that begin with {@code sm-wait:}
   */
  public Wait(
      StopMarker marker,
      WaitingProcesses processes,
      Outlook outlook,
      Clock clock,
      PrintStream out) {
    this.marker = marker;
    this.processes = processes;
    this.outlook = outlook;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Whether anybody can still connect.
   *
   * @param directory where a file changes when the outlook does
   * @param agent says how the SSM agent is, as a sentence
   * @param hopeless whether nobody will ever be able to connect
   */
  public record Outlook(Path directory, Supplier<String> agent, Supplier<Boolean> hopeless) {}

  /** Why a wait ended. */
  public enum Outcome {
    STOPPED,
    TIME_UP,
    HOPELESS
  }

  /**
   * Waits until then.
   *
   * @param waiter the process whose wait it is
   */
  @SuppressWarnings("try") // held, not used
  public Outcome until(ProcessHandle waiter, Instant deadline)
      throws IOException, InterruptedException {
    long seconds = secondsFromNow(deadline);
    if (seconds <= 0) {
      return Outcome.TIME_UP;
    }
    out.println(
        "sm-wait: Waiting up to "
            + seconds
            + " seconds for you to connect. To go on earlier, run 'sm-wait stop' in the container"
            + " or 'sm-local-ssh-training stop-waiting <job>' on your machine.");
    try (WaitingProcesses.Entry entry = processes.enter(waiter, deadline);
        DirectoryWatch watch =
            DirectoryWatch.of(marker.path().toAbsolutePath().getParent(), outlook.directory())) {
      Outcome outcome = watch(watch, deadline, seconds);
      out.println("sm-wait: " + words(outcome));
      return outcome;
    }
  }

  private Outcome watch(DirectoryWatch watch, Instant deadline, long seconds)
      throws InterruptedException {
    Duration left = Duration.between(clock.instant(), deadline);
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration patience = left.compareTo(BETWEEN_LINES) < 0 ? left : BETWEEN_LINES;
      if (watch.await(() -> marker.isSet() || outlook.hopeless().get(), patience)) {
        return marker.isSet() ? Outcome.STOPPED : Outcome.HOPELESS;
      }
      left = Duration.between(clock.instant(), deadline);
      if (left.compareTo(Duration.ZERO) > 0) {
        long waited = seconds - secondsFromNow(deadline);
        out.println(
            "sm-wait: Still waiting ("
                + waited
                + " of "
                + seconds
                + " s). "
                + outlook.agent().get());
      }
    }
    return marker.isSet() ? Outcome.STOPPED : Outcome.TIME_UP;
  }

  private String words(Outcome outcome) {
    return switch (outcome) {
      case STOPPED ->
          "Stopped. Remove " + marker.path() + " to be able to wait in this container again.";
      case TIME_UP ->
          "The time is up and nobody ran 'sm-wait stop'. "
              + outlook.agent().get()
              + " SSH stays available; SSH_WAIT_TIME_SECONDS makes the wait longer.";
      case HOPELESS -> "Not waiting any longer. " + outlook.agent().get();
    };
  }

  private long secondsFromNow(Instant deadline) {
    long millis = Duration.between(clock.instant(), deadline).toMillis();
    return (millis + 999) / 1000;
  }
}
