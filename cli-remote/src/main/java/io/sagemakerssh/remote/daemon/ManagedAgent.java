package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.time.Duration;

/** An SSM agent in the daemon's care: ours, or Amazon's. */
public interface ManagedAgent extends AutoCloseable {
  /** Loads what registering needs, while the SSH server starts. Failures show when registering. */
  void prepare();

  /**
   * Registers the container.
   *
   * @return the managed instance's id
   * @throws UserError if that is refused
   */
  String register(ContainerSshServer ssh);

  /** Begins to go online. */
  void start();

  /**
   * Waits until the agent is online.
   *
   * @throws UserError if that takes longer
   */
  void awaitOnline(Duration patience) throws InterruptedException;

  /**
   * Makes the container unknown to AWS again, once it is registered.
   *
   * @throws UserError if that is refused
   */
  void deregister();

  @Override
  void close();
}
