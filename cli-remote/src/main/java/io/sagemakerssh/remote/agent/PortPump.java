package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.remote.port.PortConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ThreadFactory;

/**
 * Carries bytes between a session and a connection until either ends. Each direction is one thread
 * that waits for the slower side, so nothing piles up. There is no half-close: when the
 * connection's peer is done, so is the session (PROTOCOL.md F 16).
 */
final class PortPump {
  private final AgentPortSession session;
  private final PortConnection connection;

  PortPump(AgentPortSession session, PortConnection connection) {
    this.session = session;
    this.connection = connection;
  }

  /**
   * Pumps, in this thread and one more, and closes the session and the connection.
   *
   * @throws IOException if either broke rather than ended
   */
  void run(ThreadFactory threads) throws IOException, InterruptedException {
    Thread inward = threads.newThread(this::pumpInward);
    inward.start();
    try {
      pumpOutward();
    } finally {
      session.close();
      connection.close();
      inward.join();
    }
  }

  private void pumpOutward() throws IOException {
    byte[] buffer = new byte[ChannelSettings.MOST_MESSAGE_BYTES];
    try {
      // The other direction may have closed the connection already.
      InputStream fromPort = connection.input();
      OutputStream toClient = session.output();
      int count;
      while ((count = fromPort.read(buffer)) != -1) {
        toClient.write(buffer, 0, count);
      }
    } catch (IOException broken) {
      // If the session ended first, the connection was closed for that reason.
      if (!session.end().isDone()) {
        throw broken;
      }
      SessionEnd end = session.end().join();
      if (end.kind() == SessionEnd.Kind.BROKEN || end.kind() == SessionEnd.Kind.TIMED_OUT) {
        throw new IOException("the connection to the client was lost: " + end.text(), broken);
      }
    }
  }

  private void pumpInward() {
    byte[] buffer = new byte[ChannelSettings.MOST_MESSAGE_BYTES];
    boolean isListening = true;
    try (PortConnection closedAtTheEnd = connection) {
      InputStream fromClient = session.input();
      int count;
      while ((count = fromClient.read(buffer)) != -1) {
        isListening = isListening && write(closedAtTheEnd, buffer, count);
      }
    } catch (IOException broken) {
      // The other direction, which loses its connection now, finds out why.
    }
  }

  /** Whether the port still takes bytes; if not, what it has yet to say must still be heard. */
  private static boolean write(PortConnection port, byte[] bytes, int count) {
    try {
      port.output().write(bytes, 0, count);
      return true;
    } catch (IOException deaf) {
      return false;
    }
  }
}
