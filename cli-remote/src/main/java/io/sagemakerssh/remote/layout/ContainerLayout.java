package io.sagemakerssh.remote.layout;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every file of ours in the container. All processes of one container find the same layout, because
 * it depends only on {@code SM_SSH_HOME}, the user and what the user may write.
 *
 * @param home our own directory
 * @param authorizedKeysDirectory one {@code *.pub} file a public key that may log in
 * @param authorizedKeys those files joined, for OpenSSH's server
 * @param environmentFile the saved environment, in the syntax of {@code /etc/environment}
 * @param stopMarker the file whose presence ends the wait
 * @param systemWide whether these are the system's places, shared with the Python helper
 */
public record ContainerLayout(
    Path home,
    Path authorizedKeysDirectory,
    Path authorizedKeys,
    Path environmentFile,
    Path stopMarker,
    boolean systemWide) {
  private static final String USER_HOME_NAME = ".sagemaker-ssh-helper";

  /** The layout of the container that this process runs in. */
  public static ContainerLayout find(Environment environment, ContainerUser user) {
    return find(environment, user, Path.of("/"));
  }

  /**
   * {@code $SM_SSH_HOME} if set; else for root the system's places, if they can be written; else
   * {@code ~/.sagemaker-ssh-helper}.
   *
   * @param root where the system's places begin, {@code /} but in tests
   */
  static ContainerLayout find(Environment environment, ContainerUser user, Path root) {
    Optional<Path> chosen = environment.text(ContainerVariables.SM_SSH_HOME).map(Path::of);
    if (chosen.isPresent()) {
      return below(chosen.get().toAbsolutePath().normalize());
    }
    ContainerLayout system = system(root);
    if (user.isRoot() && system.isWritable()) {
      return system;
    }
    return below(user.home().resolve(USER_HOME_NAME));
  }

  /** Everything below one directory. */
  public static ContainerLayout below(Path home) {
    return new ContainerLayout(
        home,
        home.resolve("authorized_keys.d"),
        home.resolve("authorized_keys"),
        home.resolve("environment"),
        home.resolve("sm-wait-stopped"),
        false);
  }

  private static ContainerLayout system(Path root) {
    Path ssh = root.resolve("etc/ssh");
    return new ContainerLayout(
        root.resolve("opt/sagemaker-ssh-helper"),
        ssh.resolve("authorized_keys.d"),
        ssh.resolve("authorized_keys"),
        root.resolve("etc/environment"),
        root.resolve("tmp/sm-wait-stopped"),
        true);
  }

  private boolean isWritable() {
    return List.of(home, authorizedKeysDirectory, environmentFile, stopMarker).stream()
        .allMatch(path -> Files.isWritable(nearestExisting(path)));
  }

  private static Path nearestExisting(Path path) {
    Path existing = path;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Marks a finished {@code sm-setup-ssh configure}. */
  public Path configuredMarker() {
    return home.resolve(".ssh-configured");
  }

  /** The SSH server's private host key, in OpenSSH's format, mode 0600. */
  public Path hostKey() {
    return home.resolve("ssh_host_ed25519_key");
  }

  /** Links to our programs, for the PATH of sessions and of Run Command. */
  public Path programs() {
    return home.resolve("bin");
  }

  /** What the daemon and the SSM agent keep across their restarts. */
  public Path state() {
    return home.resolve("state");
  }

  /** The daemon's log. */
  public Path daemonLog() {
    return home.resolve("log").resolve("daemon.log");
  }

  /** Files that live no longer than the daemon, mode 0700. */
  public Path run() {
    return home.resolve("run");
  }

  /** The daemon's status, one JSON object; the members are those of {@code DaemonStatus}. */
  public Path daemonStatus() {
    return run().resolve("status.json");
  }

  /** Locked by the daemon as long as it lives. */
  public Path daemonLock() {
    return run().resolve("daemon.lock");
  }

  /** Locked by the one process that sets up. */
  public Path setupLock() {
    return run().resolve("setup.lock");
  }

  /** How many sessions of Session Manager our own agent has open, a number in digits. */
  public Path sessionCount() {
    return run().resolve("sessions");
  }

  /** Scratch files of the SSH server, about the ends of sessions' processes. */
  public Path sessionNotes() {
    return run().resolve("session-notes");
  }

  /** When the common wait of this container's processes ends, in epoch milliseconds. */
  public Path waitDeadline() {
    return run().resolve("wait-deadline");
  }

  /** One file for each waiting process, named by its process id. */
  public Path waitingProcesses() {
    return run().resolve("waiting");
  }

  /** Where the launchers leave their requests for the daemon. */
  public Path inbox() {
    return run().resolve("inbox");
  }

  /** Native libraries that the JVM unpacks, away from a {@code /tmp} that may forbid execution. */
  public Path nativeLibraries() {
    return home.resolve("native");
  }
}
