package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.remote.port.PortInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries bytes between a forwarded connection and a TCP connection until either ends, then ends
 * both: there is no half-close (PROTOCOL.md F 16). A connection that broke is reset, so that its
 * peer does not take the bytes so far for all there are.
 */
final class ConnectionPump {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionPump.class);

  private final ForwardedConnection connection;
  private final Socket socket;

  /** Whether the port was the one that ended. */
  private volatile boolean portEnded;

  ConnectionPump(ForwardedConnection connection, Socket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  /** Pumps, in this thread and one more. */
  void run(ThreadFactory threads) throws InterruptedException {
    Thread inward = threads.newThread(this::pumpInward);
    inward.start();
    try (connection) {
      copy(new PortInput(socket), connection.output());
      portEnded = true;
    } catch (IOException broken) {
      LOG.debug("A connection from the port ended: {}", broken.toString());
    } finally {
      inward.join();
    }
  }

  private void pumpInward() {
    try (Socket closedAtTheEnd = socket) {
      try {
        copy(connection.input(), closedAtTheEnd.getOutputStream());
      } catch (IOException broken) {
        LOG.debug("A connection to the port ended: {}", broken.toString());
        if (!portEnded) {
          closedAtTheEnd.setSoLinger(true, 0);
        }
      }
    } catch (IOException alreadyClosed) {
      LOG.debug("A connection could not be closed: {}", alreadyClosed.toString());
    }
  }

  private static void copy(InputStream source, OutputStream sink) throws IOException {
    byte[] buffer = new byte[ForwardedConnection.CHUNK_BYTES];
    int count;
    while ((count = source.read(buffer)) != -1) {
      sink.write(buffer, 0, count);
    }
  }
}
