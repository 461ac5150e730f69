package io.sagemakerssh.remote.sshserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.remote.sshserver.OpenSshClient.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forwards of the real {@code ssh} through the embedded server. */
class ForwardTest {
  private static final String HOST = "root@127.0.0.1";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir static Path directory;
  private static OpenSshClient client;
  private static ServerSocket echo;

  @BeforeAll
  static void start() throws Exception {
    client = OpenSshClient.start(directory, System.getenv());
    echo = new ServerSocket(0, 50, LOOPBACK);
    Thread thread = new Thread(ForwardTest::echo, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    echo.close();
  }

  @Test
  void forwardsALocalPort() throws Exception {
    int port = freePort();
    try (Forward forward = Forward.open("-L", port + ":127.0.0.1:" + echo.getLocalPort())) {
      forward.awaitListening(port);

      assertThat(exchange(new Socket(LOOPBACK, port))).isEqualTo("hello");
    }
  }

  @Test
  void forwardsDynamically() throws Exception {
    int port = freePort();
    try (Forward forward = Forward.open("-D", Integer.toString(port))) {
      forward.awaitListening(port);
      Proxy socks = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(LOOPBACK, port));
      Socket socket = new Socket(socks);
      socket.connect(new InetSocketAddress(LOOPBACK, echo.getLocalPort()));

      assertThat(exchange(socket)).isEqualTo("hello");
    }
  }

  @Test
  void forwardsARemotePortBack() throws Exception {
    int port = freePort();
    try (Forward forward = Forward.open("-R", port + ":127.0.0.1:" + echo.getLocalPort())) {
      forward.awaitListening(port);

      assertThat(exchange(new Socket(LOOPBACK, port))).isEqualTo("hello");
    }
  }

  @Test
  void forwardsTheAgent() throws Exception {
    Path agentSocket = directory.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", agentSocket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(10, SECONDS).until(() -> Files.exists(agentSocket));
      Map<String, String> withAgent = Map.of("SSH_AUTH_SOCK", agentSocket.toString());
      client.run(null, List.of("ssh-add", "-q", client.key("ed25519").toString()), withAgent);

      Result forwarded = client.run(null, client.sshCommand("-A", HOST, "ssh-add -l"), withAgent);
      Result not = client.run(null, client.sshCommand("-a", HOST, "ssh-add -l"), withAgent);

      assertThat(forwarded.out()).describedAs(forwarded.err()).contains("(ED25519)");
      assertThat(not.out()).doesNotContain("(ED25519)");
    } finally {
      agent.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private static String exchange(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write("hello".getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes("hello".length()), UTF_8);
    }
  }

  private static void echo() {
    while (!echo.isClosed()) {
      try (Socket socket = echo.accept()) {
        socket.getInputStream().transferTo(socket.getOutputStream());
      } catch (IOException closed) {
        continue;
      }
    }
  }

  /** An {@code ssh -N} that carries one forward. */
  private record Forward(Process ssh) implements AutoCloseable {
    static Forward open(String kind, String what) throws IOException {
      return new Forward(
          new ProcessBuilder(
                  client.sshCommand("-N", "-o", "ExitOnForwardFailure=yes", kind, what, HOST))
              .inheritIO()
              .start());
    }

    void awaitListening(int port) {
      await()
          .atMost(20, SECONDS)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () -> {
                new Socket(LOOPBACK, port).close();
                return true;
              });
    }

    @Override
    public void close() {
      assertThat(ssh.isAlive()).isTrue();
      ssh.destroy();
      ssh.onExit().join();
    }
  }
}
