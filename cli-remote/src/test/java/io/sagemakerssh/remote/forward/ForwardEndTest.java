package io.sagemakerssh.remote.forward;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections whose other side goes at a bad moment: nobody may be left talking to nobody. */
@Timeout(value = 60, unit = SECONDS)
class ForwardEndTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void aClientThatLeavesWhileItsTargetIsConnectedToLeavesNoConnectionBehind() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (ServerSocketChannel target = ServerSocketChannel.open();
        SshServer server = SshServer.setUpDefaultServer();
        SshClient client = SshClient.setUpDefaultClient()) {
      target.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Destination slow =
          () -> {
            SocketChannel socket = SocketChannel.open(target.getLocalAddress());
            connected.countDown();
            awaitIn(left);
            return socket;
          };
      server.setHost(LOOPBACK);
      server.setKeyPairProvider(
          KeyPairProvider.wrap(KeyPairGenerator.getInstance("RSA").generateKeyPair()));
      server.setPasswordAuthenticator((user, password, session) -> true);
      server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
      server.setChannelFactories(List.of(DirectForward.factory("direct-tcpip", request -> slow)));
      server.start();
      client.setServerKeyVerifier((session, address, key) -> true);
      client.start();
      try (ClientSession session =
          client.connect("me", LOOPBACK, server.getPort()).verify().getSession()) {
        session.addPasswordIdentity("any");
        session.auth().verify();
        SshdSocketAddress anywhere = new SshdSocketAddress("example.com", 80);
        assertThat(session.createDirectTcpipChannel(anywhere, anywhere).open()).isNotNull();
        connected.await();
      }
      await().atMost(20, SECONDS).until(() -> server.getActiveSessions().isEmpty());

      left.countDown();

      assertEnds(target.accept().socket());
    }
  }

  @Test
  void aProgramWhoseConnectionCannotBeForwardedHearsItsEnd() throws Exception {
    ConnectionService leaving = mock(ConnectionService.class);
    when(leaving.registerChannel(any(Channel.class))).thenThrow(new IOException("closing"));
    try (ForwardListener listener = ForwardListener.tcp(leaving, "localhost", 0);
        Socket program = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      assertEnds(program);
    }
  }

  private static void assertEnds(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  private static void awaitIn(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
