package io.sagemakerssh.remote.sshserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A listener that forwards lead to; each connection has a thread of its own. */
final class TestPeer implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Talk talk;

  private interface Talk {
    void with(SocketChannel socket) throws IOException;
  }

  private TestPeer(ServerSocketChannel listener, Talk talk) {
    this.listener = listener;
    this.talk = talk;
    thread(this::accept);
  }

  /** Sends all back, and ends when the other side does. */
  static TestPeer echoing() throws IOException {
    return new TestPeer(onLoopback(), TestPeer::echo);
  }

  static TestPeer echoingAt(Path path) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return new TestPeer(listener.bind(UnixDomainSocketAddress.of(path)), TestPeer::echo);
  }

  /** Says something and ends its side, then listens to all that the other side says. */
  static TestPeer endingFirst(String said, Consumer<String> heard) throws IOException {
    return new TestPeer(
        onLoopback(),
        socket -> {
          Channels.newOutputStream(socket).write(said.getBytes(UTF_8));
          socket.shutdownOutput();
          heard.accept(new String(Channels.newInputStream(socket).readAllBytes(), UTF_8));
        });
  }

  private static ServerSocketChannel onLoopback() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static void echo(SocketChannel socket) throws IOException {
    Channels.newInputStream(socket).transferTo(Channels.newOutputStream(socket));
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel socket = listener.accept();
        thread(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel socket) {
    try (socket) {
      talk.with(socket);
    } catch (IOException theOtherSideIsGone) {
      return;
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "test-peer");
    thread.setDaemon(true);
    thread.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  Path path() throws IOException {
    return ((UnixDomainSocketAddress) listener.getLocalAddress()).getPath();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
