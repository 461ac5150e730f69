package io.sagemakerssh.remote.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.sshd.common.util.buffer.Buffer;

/** Where a client wants a connection to, seen from the container. */
@FunctionalInterface
interface Destination {
  /**
   * Connects.
   *
   * @throws IOException if nobody listens there
   */
  SocketChannel connect() throws IOException;

  /** Reads the destination of {@code direct-tcpip}, RFC 4254 section 7.2. */
  static Destination tcp(Buffer open) {
    String host = open.getString();
    int port = open.getInt();
    return () -> connect(host, port);
  }

  /** Reads that of {@code direct-streamlocal@openssh.com}, OpenSSH's PROTOCOL section 2.4. */
  static Destination unix(Buffer open) {
    String path = open.getString();
    return () -> {
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.connect(UnixDomainSocketAddress.of(path));
        return socket;
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw new IOException(path + ": " + e.getMessage(), e);
      }
    };
  }

  /** Tries each address of the name in turn: {@code localhost} may listen on one of two. */
  private static SocketChannel connect(String host, int port) throws IOException {
    IOException failure = new IOException("no address of " + host);
    for (InetAddress address : InetAddress.getAllByName(host)) {
      SocketChannel socket = SocketChannel.open();
      try {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.connect(new InetSocketAddress(address, port));
        return socket;
      } catch (IOException | RuntimeException e) {
        socket.close();
        failure = new IOException(host + " port " + port + ": " + e.getMessage(), e);
      }
    }
    throw failure;
  }
}
