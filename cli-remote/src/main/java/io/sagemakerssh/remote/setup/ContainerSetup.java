package io.sagemakerssh.remote.setup;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.DaemonProcess;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.DirectoryWatch;
import io.sagemakerssh.remote.waiting.StopMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Sets SSH up in the container. Of all the job's processes that ask for it, one does it; the others
 * join its wait.
 */
public final class ContainerSetup {
  private static final Duration DAEMON_START = Duration.ofSeconds(60);

  private final ContainerLayout layout;
  private final Runnable preparation;
  private final DaemonProcess daemon;
  private final Clock clock;

  /**
   * @param preparation what is done once before the daemon starts
   */
  public ContainerSetup(
      ContainerLayout layout, Runnable preparation, DaemonProcess daemon, Clock clock) {
    this.layout = layout;
    this.preparation = preparation;
    this.daemon = daemon;
    this.clock = clock;
  }

  /**
   * What a process is to do after the setup.
   *
   * @param first whether this process did the setup
   * @param deadline when the container's common wait ends
   */
  public record Joined(boolean first, Instant deadline) {}

  /**
   * Starts the daemon, or finds it running.
   *
   * @param patience how long the first process wants to wait; the others wait until the same moment
   * @throws UserError if the container cannot be prepared or the daemon does not start
   */
  @SuppressWarnings("try") // held, not used
  public Joined run(Duration patience) throws InterruptedException {
    try (ProcessLock lock = ProcessLock.acquire(layout.setupLock())) {
      if (ProcessLock.isHeld(layout.daemonLock())) {
        return new Joined(false, deadline(layout, clock));
      }
      preparation.run();
      // What an earlier job left in this file system must neither end this wait nor fail it.
      new StopMarker(layout.stopMarker()).clear();
      Files.deleteIfExists(layout.daemonStatus());
      Instant deadline = clock.instant().plus(patience);
      PrivateFiles.write(layout.waitDeadline(), deadline.toEpochMilli() + "\n");
      awaitAlive(daemon.start());
      return new Joined(true, deadline);
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(layout.run(), e);
    }
  }

  private void awaitAlive(Process process) throws IOException, InterruptedException {
    Path status = layout.daemonStatus();
    try (DirectoryWatch watch = DirectoryWatch.of(layout.run())) {
      watch.await(() -> DaemonStatus.read(status).isPresent() || !process.isAlive(), DAEMON_START);
    }
    if (DaemonStatus.read(status).isEmpty()) {
      // Asked before the process is ended.
      boolean isSilent = process.isAlive();
      process.destroy();
      throw new UserError(
          ExitCode.SETUP_FAILED,
          "The SSH daemon did not start",
          isSilent
              ? "it said nothing for " + DAEMON_START.toSeconds() + " s"
              : "it ended with status " + process.exitValue() + ": " + logEnd(),
          "See " + layout.daemonLog() + ".");
    }
  }

  private String logEnd() throws IOException {
    String log = Files.readString(layout.daemonLog()).strip();
    return log.substring(log.lastIndexOf('\n') + 1);
  }

  /**
   * When the common wait ends, as the first process set it; now, if that cannot be told.
   *
   * @throws IOException if no process has set it
   */
  public static Instant deadline(ContainerLayout layout, Clock clock) throws IOException {
    try {
      String text = Files.readString(layout.waitDeadline()).strip();
      return Instant.ofEpochMilli(Long.parseLong(text));
    } catch (NumberFormatException damaged) {
      return clock.instant();
    }
  }
}
