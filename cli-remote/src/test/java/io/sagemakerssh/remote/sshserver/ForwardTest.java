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
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The forwards of the real {@code ssh} through the embedded server. Where it can be, the listening
 * end is a Unix socket, since a free TCP port may be somebody else's a moment later.
 */
class ForwardTest {
  private static final String HOST = "root@127.0.0.1";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir static Path directory;
  private static OpenSshClient client;
  private static TestPeer echo;

  @TempDir Path sockets;
  private Path listening;

  @BeforeAll
  static void start() throws Exception {
    client = OpenSshClient.start(directory, System.getenv());
    echo = TestPeer.echoing();
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    echo.close();
  }

  @BeforeEach
  void nameSockets() {
    listening = sockets.resolve("listening");
  }

  @Test
  void forwardsALocalPort() throws Exception {
    try (Forward forward = Forward.open("-L", listening + ":127.0.0.1:" + echo.port())) {
      forward.awaitSocket(listening);

      assertThat(exchange(connect(listening), "hello".getBytes(UTF_8)))
          .asString()
          .isEqualTo("hello");
    }
  }

  @Test
  void carriesMuchWithoutLoss() throws Exception {
    byte[] much = new byte[9 * 1024 * 1024 + 1];
    new Random(7).nextBytes(much);
    try (Forward forward = Forward.open("-L", listening + ":127.0.0.1:" + echo.port())) {
      forward.awaitSocket(listening);

      assertThat(exchange(connect(listening), much)).isEqualTo(much);
    }
  }

  @Test
  void aTargetThatEndsFirstStillHearsTheRest() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (TestPeer target = TestPeer.endingFirst("banner", heard::add);
        Forward forward = Forward.open("-L", listening + ":127.0.0.1:" + target.port())) {
      forward.awaitSocket(listening);
      try (SocketChannel socket = connect(listening)) {
        assertThat(Channels.newInputStream(socket).readAllBytes()).asString().isEqualTo("banner");
        Channels.newOutputStream(socket).write("late answer".getBytes(UTF_8));
        socket.shutdownOutput();

        assertThat(heard.poll(20, SECONDS)).isEqualTo("late answer");
      }
    }
  }

  @Test
  void forwardsStandardInputAndOutput() throws Exception {
    Result result = client.run("line\n", client.sshCommand("-W", "127.0.0.1:" + echo.port(), HOST));

    assertThat(result.out()).describedAs(result.err()).isEqualTo("line\n");
  }

  @Test
  void refusesAPortOnWhichNobodyListens() throws Exception {
    Result result = client.run("", client.sshCommand("-W", "127.0.0.1:1", HOST));

    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err())
        .contains("open failed: connect failed: 127.0.0.1 port 1: Connection refused");
  }

  @Test
  void forwardsAUnixSocket() throws Exception {
    Path remote = sockets.resolve("remote");
    try (TestPeer target = TestPeer.echoingAt(remote);
        Forward forward = Forward.open("-L", listening + ":" + target.path())) {
      forward.awaitSocket(listening);

      assertThat(exchange(connect(listening), "hello".getBytes(UTF_8)))
          .asString()
          .isEqualTo("hello");
    }
  }

  @Test
  void refusesAUnixSocketThatIsNotThere() throws Exception {
    try (Forward forward = Forward.open("-L", listening + ":" + sockets.resolve("none"))) {
      forward.awaitSocket(listening);

      assertThat(exchange(connect(listening), new byte[0])).isEmpty();
    }
  }

  @Test
  void forwardsDynamically() throws Exception {
    int port = freePort();
    try (Forward forward = Forward.open("-D", Integer.toString(port))) {
      forward.awaitListening(port);
      Proxy socks = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(LOOPBACK, port));
      try (Socket socket = new Socket(socks)) {
        socket.connect(new InetSocketAddress(LOOPBACK, echo.port()));
        socket.getOutputStream().write("hello".getBytes(UTF_8));

        assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      }
    }
  }

  @Test
  void forwardsARemotePortBack() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (TestPeer target = TestPeer.endingFirst("banner", heard::add);
        Forward forward = Forward.open("-R", "0:127.0.0.1:" + target.port())) {
      try (Socket socket = new Socket(LOOPBACK, forward.awaitAllocatedPort())) {
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("banner");
        socket.getOutputStream().write("late answer".getBytes(UTF_8));
        socket.shutdownOutput();

        assertThat(heard.poll(20, SECONDS)).isEqualTo("late answer");
      }
    }
  }

  @Test
  void forwardsARemoteUnixSocketBackAndRemovesItAfterwards() throws Exception {
    try (Forward forward = Forward.open("-R", listening + ":127.0.0.1:" + echo.port())) {
      forward.awaitSocket(listening);

      await()
          .atMost(20, SECONDS)
          .until(
              () ->
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(listening))
                      .equals("rw-------"));
      assertThat(exchange(connect(listening), "hello".getBytes(UTF_8)))
          .asString()
          .isEqualTo("hello");
    }
    await().atMost(20, SECONDS).until(() -> Files.notExists(listening));
  }

  @Test
  void refusesARemotePortThatIsTaken() throws Exception {
    Result result =
        client.ssh(
            "-o", "ExitOnForwardFailure=yes", "-R", echo.port() + ":127.0.0.1:1", HOST, "true");

    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err()).contains("remote port forwarding failed");
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
      await().atMost(20, SECONDS).until(() -> Files.exists(agentSocket));
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

  private static SocketChannel connect(Path path) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  /** Sends bytes and their end, and reads the answer to its end. */
  private static byte[] exchange(SocketChannel socket, byte[] bytes) throws Exception {
    try (socket) {
      CompletableFuture<byte[]> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Channels.newInputStream(socket).readAllBytes();
                } catch (IOException reset) {
                  return new byte[0];
                }
              });
      // Not by a stream of the channel: on Java 17 it waits until the reader's stream lets go.
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        socket.write(rest);
      }
      socket.shutdownOutput();
      return answer.get(60, SECONDS);
    }
  }

  /** An {@code ssh -N} that carries one forward. */
  private record Forward(Process ssh, Path err) implements AutoCloseable {
    static Forward open(String kind, String what) throws IOException {
      Path err = Files.createTempFile(directory, "forward", "");
      return new Forward(
          new ProcessBuilder(
                  client.sshCommand("-N", "-o", "ExitOnForwardFailure=yes", kind, what, HOST))
              .redirectError(err.toFile())
              .start(),
          err);
    }

    void awaitSocket(Path path) {
      await().atMost(30, SECONDS).until(() -> Files.exists(path) || !ssh.isAlive());
    }

    void awaitListening(int port) {
      await()
          .atMost(30, SECONDS)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () -> {
                new Socket(LOOPBACK, port).close();
                return true;
              });
    }

    /** "Allocated port 41234 for remote forward to …". */
    int awaitAllocatedPort() throws IOException {
      await().atMost(30, SECONDS).until(() -> Files.readString(err).contains(" for remote"));
      return Integer.parseInt(Files.readString(err).replaceFirst("(?s).*port (\\d+) for.*", "$1"));
    }

    @Override
    public void close() throws IOException {
      assertThat(ssh.isAlive()).describedAs(Files.readString(err)).isTrue();
      ssh.destroy();
      ssh.onExit().join();
    }
  }
}
