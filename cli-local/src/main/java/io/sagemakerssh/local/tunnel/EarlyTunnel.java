package io.sagemakerssh.local.tunnel;

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

  @Override
  public Tunnel open() {
    CompletableFuture<Tunnel> early = first.getAndSet(null);
    if (early == null) {
      return opener.open();
    }
    try {
      return early.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw failed;
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
