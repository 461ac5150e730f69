package io.sagemakerssh.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sits before a plain HTTP server, such as the local AWS, and harms the websockets that pass: see
 * {@link FaultPolicy}. Clients and agents use its endpoint in place of the server's; requests pass
 * unchanged, so that signatures hold.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final URI upstream;
  private final FaultPlan plan;
  private final ServerSocket listener;
  private final FaultCounts counts = new FaultCounts();
  private final Queue<ProxiedConnection> connections = new ConcurrentLinkedQueue<>();
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final ThreadFactory threads =
      action -> {
        Thread thread = new Thread(action, "sm-ssh-fault-proxy-" + threadNumber.incrementAndGet());
        thread.setDaemon(true);
        return thread;
      };

  private FaultProxy(URI upstream, FaultPlan plan) throws IOException {
    this.upstream = upstream;
    this.plan = plan;
    this.listener = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
  }

  /** Starts one on a free port. */
  public static FaultProxy start(URI upstream, FaultPlan plan) {
    try {
      FaultProxy proxy = new FaultProxy(upstream, plan);
      proxy.threads.newThread(proxy::accept).start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public FaultCounts counts() {
    return counts;
  }

  /** Cuts every connection that is open now. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::cut);
    connections.clear();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
  }

  private void accept() {
    for (int number = 0; !listener.isClosed(); number++) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        connect(client, number);
      } catch (IOException closed) {
        // Either the listener was closed, which ends the loop, or a client did not wait, or there
        // are too many open files, which another moment may mend.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void connect(Socket client, int number) throws IOException {
    try {
      Socket server = new Socket(upstream.getHost(), upstream.getPort());
      server.setTcpNoDelay(true);
      ProxiedConnection connection =
          new ProxiedConnection(client, server, plan, number, counts, threads);
      connections.add(connection);
      connection.start();
    } catch (IOException refused) {
      client.close();
      throw refused;
    }
  }

  /** The plan and what has come of it: what a failed test shows. */
  @Override
  public String toString() {
    return plan + ": " + counts;
  }
}
