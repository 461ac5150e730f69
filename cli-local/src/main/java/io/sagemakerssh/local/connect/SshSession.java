package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.ssh.SshCommand;
import io.sagemakerssh.local.ssh.SshOutcome;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.util.List;

/** One run of OpenSSH through the forwarded port of an arrival. */
public final class SshSession {
  private final Approach approach;
  private final SshCommand command;
  private final SshProcess process;

  public SshSession(Approach approach, SshCommand command, SshProcess process) {
    this.approach = approach;
    this.command = command;
    this.process = process;
  }

  /**
   * Runs ssh to its end. Where the server does not take a key that an earlier run copied, it is
   * copied again and ssh started once more.
   *
   * @return ssh's exit code
   * @throws UserError if ssh failed because no session to the container could be had
   */
  public int run(SshInvocation invocation) throws InterruptedException {
    LocalListener listener = invocation.listener();
    listener.serve(invocation.arrival().tunnels());
    Container container = invocation.arrival().container();
    SshOutcome outcome = once(container, invocation);
    if (outcome.failed() && outcome.keyRefused() && container.keyAssumed()) {
      container = approach.copyAgain(container);
      outcome = once(container, invocation);
    }
    if (outcome.failed() && listener.failure().isPresent()) {
      throw listener.failure().get();
    }
    return outcome.exitCode();
  }

  private SshOutcome once(Container container, SshInvocation invocation)
      throws InterruptedException {
    List<String> line =
        command.line(
            container, invocation.listener().port(), invocation.options(), invocation.arguments());
    return process.run(line, () -> invocation.whenConnected().accept(container));
  }
}
