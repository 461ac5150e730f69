package io.sagemakerssh.remote.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A connection by TCP.
 *
 * @param socket connected; closed with the connection
 */
public record TcpConnection(Socket socket) implements PortConnection {
  @Override
  public InputStream input() throws IOException {
    return new PortInput(socket);
  }

  @Override
  public OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
