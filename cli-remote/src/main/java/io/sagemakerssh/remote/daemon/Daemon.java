package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's background process: brings the SSH server up, registers the container, goes
 * online, and stays. Every step shows in the status file.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(15);

  private static final Duration LONGEST_DEREGISTRATION = Duration.ofSeconds(3);

  private final Path lockFile;
  private final Path statusFile;
  private final Supplier<ContainerSshServer> sshServer;
  private final ManagedAgent agent;

  /** Guarded by this, as are the next two. */
  private DaemonStatus status = DaemonStatus.starting(ProcessHandle.current().pid());

  private ContainerSshServer running;
  private Optional<ProcessLock> lock = Optional.empty();

  /**
   * @param sshServer starts the SSH server
   * @param agent the SSM agent, not started yet
   */
  public Daemon(
      ContainerLayout layout, Supplier<ContainerSshServer> sshServer, ManagedAgent agent) {
    this.lockFile = layout.daemonLock();
    this.statusFile = layout.daemonStatus();
    this.sshServer = sshServer;
    this.agent = agent;
  }

  /** Tells in the status file why this process has no daemon to start. */
  public static void reportFailure(ContainerLayout layout, UserError failure) {
    DaemonStatus.starting(ProcessHandle.current().pid())
        .failed(failure)
        .write(layout.daemonStatus());
  }

  /**
   * Goes online; returns when that is reached. The status file then tells everything.
   *
   * @return false if another daemon serves this container already
   * @throws UserError if SSH cannot be set up; the status file tells why
   */
  public boolean start() throws InterruptedException {
    synchronized (this) {
      lock = ProcessLock.tryAcquire(lockFile);
      if (lock.isEmpty()) {
        return false;
      }
      report(status);
    }
    try {
      bringUp();
    } catch (UserError failure) {
      fail(failure);
      throw failure;
    } catch (RuntimeException bug) {
      fail(
          new UserError(
              ExitCode.SETUP_FAILED,
              "SSH could not be set up",
              "unexpected error: " + bug,
              "See the daemon's log, and please report it.",
              bug));
      throw bug;
    }
    return true;
  }

  private void bringUp() throws InterruptedException {
    Thread preparing = background("prepare", agent::prepare);
    ContainerSshServer server = sshServer.get();
    synchronized (this) {
      running = server;
      report(status.sshReady(server.port(), server.hostKey()));
    }
    LOG.info("The SSH server listens on 127.0.0.1:{}", server.port());
    preparing.join();
    String instanceId = agent.register(server);
    synchronized (this) {
      report(status.registered(instanceId));
    }
    agent.start();
    background("warm-up", server::warmUp);
    awaitOnline();
    synchronized (this) {
      report(status.online());
    }
    LOG.info("The SSM agent is online as {}", instanceId);
  }

  /** The agent keeps trying by itself, so being late is told but is no failure. */
  private void awaitOnline() throws InterruptedException {
    while (true) {
      try {
        agent.awaitOnline(BETWEEN_WARNINGS);
        return;
      } catch (UserError late) {
        LOG.warn("{}: {}. {}", late.what(), late.why(), late.advice());
      }
    }
  }

  private synchronized void fail(UserError failure) {
    LOG.error("{}: {}. {}", failure.what(), failure.why(), failure.advice());
    report(status.failed(failure));
    close();
  }

  private synchronized void report(DaemonStatus next) {
    status = next;
    status.write(statusFile);
  }

  private static Thread background(String name, Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Ends as {@link #close} does, and makes a registered container unknown to AWS again: it will not
   * be back, and its instance would stay for ever. Where AWS does not answer soon, it stays.
   */
  public void end() {
    String instanceId;
    synchronized (this) {
      instanceId = status.instanceId();
    }
    if (!instanceId.isEmpty()) {
      await(background("deregister", () -> deregister(instanceId)));
    }
    close();
  }

  private void deregister(String instanceId) {
    try {
      agent.deregister();
      LOG.info("Deregistered {}", instanceId);
    } catch (UserError refused) {
      LOG.warn("{}: {}. {}", refused.what(), refused.why(), refused.advice());
    }
  }

  private static void await(Thread thread) {
    try {
      thread.join(LONGEST_DEREGISTRATION.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the SSH server and the agent, and gives the container free for another daemon. */
  @Override
  public synchronized void close() {
    agent.close();
    if (running != null) {
      running.close();
    }
    lock.ifPresent(ProcessLock::close);
    lock = Optional.empty();
  }
}
