package io.sagemakerssh.remote.forward;

import io.sagemakerssh.core.polling.Sleeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in the container whose connections go to the client. TCP ports are the container's
 * loopback's, whatever address the client names, as with OpenSSH's {@code GatewayPorts=no}; Unix
 * sockets let nobody in but their owner.
 */
public final class ForwardListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardListener.class);

  private final ConnectionService service;
  private final ServerSocketChannel socket;
  private final Optional<Path> path;
  private final Origin origin;

  private ForwardListener(
      ConnectionService service, ServerSocketChannel socket, Optional<Path> path, Origin origin) {
    this.service = service;
    this.socket = socket;
    this.path = path;
    this.origin = origin;
  }

  /** What a client is told of a connection: the channel's type, and what that type asks for. */
  private record Origin(String type, Description description) {}

  @FunctionalInterface
  private interface Description {
    void write(Buffer request, SocketChannel program, ServerSocketChannel listener)
        throws IOException;
  }

  /**
   * {@code tcpip-forward}, RFC 4254 section 7.
   *
   * @param address the address as the client names it, by which it knows the forward
   * @param port 0 takes any
   */
  static ForwardListener tcp(ConnectionService service, String address, int port)
      throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException | RuntimeException e) {
      // A RuntimeException: of a port that is none.
      socket.close();
      throw e;
    }
    Origin origin =
        new Origin(
            "forwarded-tcpip",
            (request, program, listener) -> {
              InetSocketAddress from = (InetSocketAddress) program.getRemoteAddress();
              request.putString(address);
              request.putUInt(port(listener));
              request.putString(from.getAddress().getHostAddress());
              request.putUInt(from.getPort());
            });
    return new ForwardListener(service, socket, Optional.empty(), origin).listen();
  }

  /** {@code streamlocal-forward@openssh.com}, OpenSSH's PROTOCOL section 2.4. */
  static ForwardListener unix(ConnectionService service, String path) throws IOException {
    return unix(
        service,
        Path.of(path),
        new Origin(
            "forwarded-streamlocal@openssh.com",
            (request, program, listener) -> {
              request.putString(path);
              request.putString("");
            }));
  }

  /** {@code auth-agent@openssh.com}: programs that connect reach the client's agent. */
  public static ForwardListener agent(ConnectionService service, Path path) throws IOException {
    Origin nothing = new Origin("auth-agent@openssh.com", (request, program, listener) -> {});
    return unix(service, path, nothing);
  }

  private static ForwardListener unix(ConnectionService service, Path path, Origin origin)
      throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | RuntimeException e) {
      // A RuntimeException: of a path that is none.
      socket.close();
      throw e;
    }
    return new ForwardListener(service, socket, Optional.of(path), origin).listen();
  }

  private ForwardListener listen() {
    SocketCarrier.thread(
        "sm-ssh-forward-accept",
        new Acceptor(
            socket,
            program -> SocketCarrier.thread("sm-ssh-forward-open", () -> forward(program)),
            Sleeper.THREAD));
    return this;
  }

  private void forward(SocketChannel program) {
    try {
      // Described before the channel is there: afterwards the program may be gone.
      Buffer description = new ByteArrayBuffer();
      origin.description().write(description, program, socket);
      byte[] bytes = description.getCompactData();
      ForwardedConnection connection =
          new ForwardedConnection(origin.type(), request -> request.putRawBytes(bytes), program);
      service.registerChannel(connection);
      connection.start();
    } catch (IOException gone) {
      LOG.debug("A connection could not be forwarded: {}", gone.toString());
      closeQuietly(program);
    }
  }

  private static void closeQuietly(SocketChannel program) {
    try {
      program.close();
    } catch (IOException alreadyGone) {
      LOG.debug("A connection could not be closed: {}", alreadyGone.toString());
    }
  }

  /** The TCP port. */
  int port() throws IOException {
    return port(socket);
  }

  private static int port(ServerSocketChannel socket) throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /** Whether it still takes connections. */
  public boolean isOpen() {
    return socket.isOpen();
  }

  /** Takes no more connections; those that there are go on. */
  @Override
  public void close() throws IOException {
    socket.close();
    if (path.isPresent()) {
      Files.deleteIfExists(path.get());
    }
  }
}
