package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Approach;
import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.connect.KeyDelivery;
import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.SshSession;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.ssh.SshCommand;
import io.sagemakerssh.local.ssh.SshCommands;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.LocalListener;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** Puts together what the commands that go to a container need, from options and surroundings. */
final class Trip implements AutoCloseable {
  /** Nobody is asked anything, and standard input stays unread. */
  private static final List<String> PROBE = List.of("-n", "-T", "-o", "BatchMode=yes");

  private final AwsClients aws;
  private final Steps steps;
  private final ExitAction interrupted;
  private final ExitAction ended;
  private final UserHome home;
  private final Destination destination;
  private final Approach approach;
  private final SessionTunnels sessions;
  private final ExecutorService executor = BackgroundThreads.executor();

  Trip(
      Surroundings surroundings,
      String to,
      ResourceKind kind,
      AwsOptions awsOptions,
      SearchOptions search,
      KeyOptions keys,
      Steps steps) {
    this.steps = steps;
    this.destination = Destination.parse(to, kind, search.node());
    this.home = UserHome.of(surroundings.environment(), surroundings.userHome());
    this.aws = awsOptions.clients(surroundings.environment());
    this.sessions = new SessionTunnels(aws);
    KeyDelivery delivery =
        new KeyDelivery(aws, keys.keysPath(surroundings.environment()), executor);
    this.approach = new Approach(aws, home, steps, search.patience(), delivery, executor);
    this.interrupted = ExitAction.of("sm-ssh-interrupted", steps::close);
    this.ended = ExitAction.of("sm-ssh-end", sessions::close);
  }

  AwsClients aws() {
    return aws;
  }

  UserHome home() {
    return home;
  }

  Destination destination() {
    return destination;
  }

  Approach approach() {
    return approach;
  }

  SessionTunnels sessions() {
    return sessions;
  }

  /** Arrives at the container's SSH port. */
  Arrival arrive() {
    return arrive(0);
  }

  /**
   * Arrives at a port.
   *
   * @param port 0 for the SSH port
   */
  Arrival arrive(int port) {
    sessions.prepare(executor);
    return Arrival.at(destination, port, approach, sessions, executor);
  }

  /**
   * For runs of OpenSSH.
   *
   * @param err gets what ssh writes to standard error
   */
  SshSession ssh(OutputStream err) {
    return ssh(new SshProcess(err));
  }

  /** For runs of OpenSSH in a process of one's own. */
  SshSession ssh(SshProcess process) {
    return new SshSession(approach, new SshCommand(home, "ssh"), process);
  }

  /**
   * Arrives, and sees to it that SSH works, so that commands can be started.
   *
   * @param listener gives each of them a session
   * @param err gets what ssh has to say
   * @throws UserError if the container cannot be reached, or ssh fails
   */
  SshCommands commands(LocalListener listener, OutputStream err) throws InterruptedException {
    AtomicReference<Container> reached = new AtomicReference<>();
    int status =
        ssh(err).run(new SshInvocation(arrive(), listener, PROBE, List.of("true"), reached::set));
    if (status != 0) {
      throw new UserError(
          ExitCode.SESSION_FAILED,
          "Cannot speak SSH with the container",
          "ssh ended with exit code " + status,
          "See what it said above; or look with: doctor <job>");
    }
    return new SshCommands(new SshCommand(home, "ssh"), reached.get(), listener.port());
  }

  @Override
  public void close() {
    executor.shutdownNow();
    sessions.close();
    aws.close();
    steps.close();
    interrupted.close();
    ended.close();
  }
}
