package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.port.PortConnection;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port whose connections go on in this process, as those of the agent's sessions do. */
final class InProcessRelay implements Closeable {
  private final ServerSocket listener;
  private final EmbeddedSshServer server;

  private InProcessRelay(ServerSocket listener, EmbeddedSshServer server) {
    this.listener = listener;
    this.server = server;
  }

  static InProcessRelay to(EmbeddedSshServer server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    InProcessRelay relay = new InProcessRelay(listener, server);
    start(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = listener.accept();
      PortConnection connection = server.connectInProcess(server.port()).orElseThrow();
      start(() -> copy(socket, socket.getInputStream(), connection.output(), connection));
      start(() -> copy(connection, connection.input(), socket.getOutputStream(), socket));
    }
  }

  private static void copy(
      AutoCloseable source, InputStream from, OutputStream to, AutoCloseable sink)
      throws Exception {
    try (source;
        sink) {
      from.transferTo(to);
    }
  }

  private static void start(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (Exception ended) {
                // Either way ends when the other does, with an error or without.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Step {
    void run() throws Exception;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
