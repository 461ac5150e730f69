package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.tunnel.EarlyTunnel;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import io.sagemakerssh.local.tunnel.Tunnel;
import io.sagemakerssh.local.tunnel.TunnelOpener;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A container, and tunnels to it of which the first is open or about to be.
 *
 * @param tunnels to be closed by whoever arrived
 */
public record Arrival(Container container, EarlyTunnel tunnels) {
  /**
   * What a remembered instance answers that is there no more, or is another account's: that of the
   * credentials that reached a job of the same name.
   */
  private static final Set<ExitCode> GONE =
      Set.of(
          ExitCode.ACCESS_DENIED,
          ExitCode.TARGET_NOT_CONNECTED,
          ExitCode.INSTANCE_OFFLINE,
          ExitCode.SESSION_FAILED,
          ExitCode.AWS_FAILED);

  /**
   * Arrives by memory where that does, else by the whole way; there the first session starts while
   * the key is being copied.
   *
   * @param port in the container; 0 for its SSH port
   */
  public static Arrival at(
      Destination destination,
      int port,
      Approach approach,
      SessionTunnels sessions,
      Executor executor) {
    Optional<Container> known = approach.remembered(destination);
    if (known.isPresent()) {
      TunnelOpener opener =
          sessions.to(known.get().instance(), port == 0 ? known.get().port() : port);
      try {
        Tunnel first = opener.open();
        return new Arrival(known.get(), EarlyTunnel.opened(first, opener));
      } catch (UserError failure) {
        if (!GONE.contains(failure.exitCode())) {
          throw failure;
        }
      }
    }
    AtomicReference<EarlyTunnel> tunnels = new AtomicReference<>();
    try {
      Container container =
          approach.reach(
              destination,
              found ->
                  tunnels.set(
                      EarlyTunnel.opening(
                          sessions.to(found.id(), port == 0 ? found.port() : port), executor)));
      tunnels.get().await();
      return new Arrival(container, tunnels.get());
    } catch (UserError failure) {
      Optional.ofNullable(tunnels.get()).ifPresent(EarlyTunnel::close);
      if (failure.exitCode() == ExitCode.TARGET_NOT_CONNECTED) {
        approach.checkJob(destination);
      }
      throw failure;
    }
  }
}
