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

  public EarlyTunnel(TunnelOpener opener, Executor executor) {
    this.opener = opener;
    this.first = new AtomicReference<>(CompletableFuture.supplyAsync(opener::open, executor));
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
  public void close() {
    CompletableFuture<Tunnel> unused = first.getAndSet(null);
    if (unused != null) {
      unused.thenAccept(Tunnel::close);
    }
  }
}
