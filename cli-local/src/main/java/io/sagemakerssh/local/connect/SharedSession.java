package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.sshconfig.ForwardedHost;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.util.function.IntConsumer;

/**
 * One run of OpenSSH through a forwarded port that other programs go through meanwhile, by the
 * host's name. They are not cut off at its end.
 */
public final class SharedSession {
  private final SshSession session;
  private final UserHome home;
  private final IntConsumer staying;

  /**
   * A run to be.
   *
   * @param staying is told how many other connections it stays for
   */
  public SharedSession(SshSession session, UserHome home, IntConsumer staying) {
    this.session = session;
    this.home = home;
    this.staying = staying;
  }

  /**
   * Runs ssh, and waits for the others, to their end.
   *
   * @return ssh's exit code
   * @throws UserError as {@link SshSession#run}
   */
  public int run(SshInvocation invocation) throws InterruptedException {
    LocalListener listener = invocation.listener();
    ForwardedHost forwarded =
        ForwardedHost.note(home, invocation.arrival().container().alias(), listener.port());
    int status;
    try {
      status = session.run(invocation);
    } finally {
      forwarded.close();
    }
    listener.drain(staying);
    return status;
  }
}
