package io.sagemakerssh.local.tunnel;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections from this machine that are open now. For any thread. */
final class LocalConnections {
  private static final Logger LOG = LoggerFactory.getLogger(LocalConnections.class);

  private final Set<Socket> open = new HashSet<>();

  synchronized void began(Socket connection) {
    open.add(connection);
  }

  synchronized void ended(Socket connection) {
    open.remove(connection);
    notifyAll();
  }

  synchronized int count() {
    return open.size();
  }

  /** Waits until none is open; false if one still is after the time. */
  synchronized boolean awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!open.isEmpty()) {
      long rest = end - System.nanoTime();
      if (rest <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    return true;
  }

  /** Waits until none is open. */
  synchronized void awaitNone() throws InterruptedException {
    while (!open.isEmpty()) {
      wait();
    }
  }

  void breakAll() {
    List<Socket> now;
    synchronized (this) {
      now = List.copyOf(open);
    }
    now.forEach(LocalConnections::close);
  }

  static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException alreadyBroken) {
      LOG.debug("Closing failed", alreadyBroken);
    }
  }
}
