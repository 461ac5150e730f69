package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Approach;
import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.connect.KeyDelivery;
import io.sagemakerssh.local.connect.SshSession;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.ssh.SshCommand;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/** Puts together what the commands that go to a container need, from options and surroundings. */
final class Trip implements AutoCloseable {
  private final AwsClients aws;
  private final Steps steps;
  private final ExitAction interrupted;
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
    this.interrupted = ExitAction.of("sm-ssh-interrupted", steps::close);
    this.home = UserHome.of(surroundings.environment(), surroundings.userHome());
    this.aws = new AwsClients(awsOptions.settings(surroundings.environment()));
    this.sessions = new SessionTunnels(aws);
    KeyDelivery delivery =
        new KeyDelivery(aws, keys.keysPath(surroundings.environment()), executor);
    this.approach = new Approach(aws, home, steps, search.patience(), delivery, executor);
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

  @Override
  public void close() {
    executor.shutdownNow();
    sessions.close();
    aws.close();
    steps.close();
    interrupted.close();
  }
}
