package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.aws.Pending;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Opens the first tunnel before anybody asks for it, while the public key is still on its way.
 * Later tunnels are opened when asked for.
 */
public final class EarlyTunnel implements TunnelOpener, AutoCloseable {
  private final TunnelOpener opener;
  private final AtomicReference<CompletableFuture<Tunnel>> first;

  private EarlyTunnel(TunnelOpener opener, CompletableFuture<Tunnel> first) {
    this.opener = opener;
    this.first = new AtomicReference<>(first);
  }

  /** Begins to open the first tunnel now. */
  public static EarlyTunnel opening(TunnelOpener opener, Executor executor) {
    return new EarlyTunnel(opener, CompletableFuture.supplyAsync(opener::open, executor));
  }

  /** With a first tunnel that is open already. */
  public static EarlyTunnel opened(Tunnel first, TunnelOpener opener) {
    return new EarlyTunnel(opener, CompletableFuture.completedFuture(first));
  }

  /**
   * Waits until the first tunnel is open. It stays the next that {@link #open} gives.
   *
   * @throws UserError if it cannot be opened
   */
  public void await() {
    CompletableFuture<Tunnel> early = first.get();
    if (early != null) {
      joined(early);
    }
  }

  @Override
  public Tunnel open() {
    CompletableFuture<Tunnel> early = first.getAndSet(null);
    return early == null ? opener.open() : joined(early);
  }

  private static Tunnel joined(CompletableFuture<Tunnel> tunnel) {
    try {
      return tunnel.join();
    } catch (CompletionException failed) {
      throw Pending.failure(failed);
    }
  }

  /** Closes the first tunnel if nobody asked for it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a tunnel that nobody wants.
  public void close() {
    CompletableFuture<Tunnel> unused = first.getAndSet(null);
    if (unused != null) {
      unused.thenAccept(Tunnel::close);
    }
  }
}
