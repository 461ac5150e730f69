package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.error.UserError;

/** Opens tunnels to one container's SSH port. */
@FunctionalInterface
public interface TunnelOpener {
  /**
   * Opens one more tunnel; blocks until bytes can flow.
   *
   * @throws UserError if Session Manager refuses it
   */
  Tunnel open();
}
