package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What VS Code's Remote-SSH does, by the host's name alone after {@code ssh-config install}: a
 * script on the standard input of a shell, scp of the server, the server in the background,
 * connections to it through {@code -D}, and all that again after ssh was killed.
 */
class VsCodeIT {
  private static final String HOST = "editor.training.sagemaker";
  private static final String ANY_PORT = "--port=0";
  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;
  private static Path folder;

  @BeforeAll
  static void install() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    folder = directory.resolve("vscode-server");
    cloud.createJob("editor", Job.WAITING, 1, Map.of()).awaitLog("Managed instance-id");
    laptop.here("ssh-config", "install").succeeded();
  }

  @AfterAll
  static void stop() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path pid : files.filter(file -> file.toString().endsWith(".pid")).toList()) {
        if (pid.toString().contains("vscode-")) {
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
              .ifPresent(ProcessHandle::destroy);
        }
      }
    }
    cloud.close();
  }

  private static RemoteSsh connect(int socks) throws IOException {
    return RemoteSsh.connect(
        laptop,
        HOST,
        folder,
        ANY_PORT,
        List.of(
            "-v", "-T", "-D", Integer.toString(socks), "-o", "ConnectTimeout=30", HOST, "bash"));
  }

  @Test
  void startsItsServerAndFindsItAgainAfterItsSshWasKilled() throws Exception {
    Path own = folder.resolveSibling("vscode-of-its-own");
    int socks = Loopback.freePort();
    List<String> ssh = List.of("-T", "-D", Integer.toString(socks), HOST, "bash");

    RemoteSsh first = RemoteSsh.connect(laptop, HOST, own, ANY_PORT, ssh);
    assertThat(first.transferred()).isTrue();
    String server = version(socks, first.answer("listeningOn"));
    try (Socket open = upgraded(socks, first.answer("listeningOn"))) {
      first.kill();
      assertThat(open.getInputStream().read()).isEqualTo(-1);
    }

    try (RemoteSsh second = RemoteSsh.connect(laptop, HOST, own, ANY_PORT, ssh)) {
      assertThat(second.transferred()).isFalse();
      assertThat(second.answer("listeningOn")).isEqualTo(first.answer("listeningOn"));
      assertThat(version(socks, second.answer("listeningOn"))).isEqualTo(server);
    }
  }

  @Test
  void carriesManyConnectionsAtOnceThroughOneSsh() throws IOException {
    int socks = Loopback.freePort();
    try (RemoteSsh connection = connect(socks)) {
      List<CompletableFuture<Boolean>> echoes =
          IntStream.range(0, 8)
              .mapToObj(
                  seed ->
                      CompletableFuture.supplyAsync(
                          () -> isEchoed(socks, connection.answer("listeningOn"), seed)))
              .toList();

      assertThat(echoes).allMatch(CompletableFuture::join);
    }
  }

  /** As different settings and versions of the extension start ssh. */
  static Stream<Arguments> commandLines() {
    return Stream.of(
        arguments(
            "remote.SSH.useLocalServer", List.of("-v", "-T", "-o", "ConnectTimeout=30"), "sh"),
        arguments("before it named a shell", List.of("-v", "-T", "-o", "ConnectTimeout=15"), ""),
        arguments(
            "with a RemoteCommand to ignore", List.of("-T", "-o", "RemoteCommand=none"), "sh"),
        arguments("remote.SSH.enableRemoteCommand", List.of("-T", "-o", "RemoteCommand=bash"), ""),
        arguments("remote.SSH.permitPtyAllocation", List.of("-tt"), "bash"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commandLines")
  void connectsHoweverItStartsSsh(String setting, List<String> options, String shell)
      throws IOException {
    int socks = Loopback.freePort();
    List<String> line = new ArrayList<>(options);
    line.addAll(List.of("-D", Integer.toString(socks), HOST));
    if (!shell.isEmpty()) {
      line.add(shell);
    }

    try (RemoteSsh connection = RemoteSsh.connect(laptop, HOST, folder, ANY_PORT, line)) {
      assertThat(version(socks, connection.answer("listeningOn"))).isNotEmpty();
    }
  }

  /** The setting {@code remote.SSH.remoteServerListenOnSocket}. */
  @Test
  void reachesAServerOnASocketByATunnelOfItsOwn() throws IOException {
    Path own = folder.resolveSibling("vscode-on-a-socket");
    Path socket = Path.of(Files.createTempDirectory("vscode").toString(), "server.sock");
    int port = Loopback.freePort();
    try (RemoteSsh connection =
        RemoteSsh.connect(
            laptop, HOST, own, "--socket-path=" + socket, List.of("-T", HOST, "bash"))) {
      String forward = "127.0.0.1:" + port + ":" + connection.answer("listeningOn");
      Process tunnel = laptop.openSsh("ssh", "-N", "-L", forward, HOST).start();
      try (Socket client = Loopback.connectTo(port)) {
        assertThat(version(client)).isNotEmpty();
      } finally {
        tunnel.destroy();
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(socket.getParent());
    }
  }

  private static boolean isEchoed(int socks, String port, int seed) {
    byte[] bytes = new byte[1 << 20];
    new Random(seed).nextBytes(bytes);
    try (Socket client = upgraded(socks, port)) {
      CompletableFuture<byte[]> echo =
          CompletableFuture.supplyAsync(() -> read(client, bytes.length));
      client.getOutputStream().write(bytes);
      return Digest.of(echo.join()).equals(Digest.of(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(Socket client, int count) {
    try {
      return client.getInputStream().readNBytes(count);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection that the server has taken for a websocket. */
  private static Socket upgraded(int socks, String port) throws IOException {
    Socket client = through(socks, port);
    client.getOutputStream().write("GET /?reconnectionToken=1 HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    String answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    assertThat(new String(client.getInputStream().readNBytes(answer.length()), UTF_8))
        .isEqualTo(answer);
    return client;
  }

  private static String version(int socks, String port) throws IOException {
    try (Socket client = through(socks, port)) {
      return version(client);
    }
  }

  private static String version(Socket client) throws IOException {
    client.getOutputStream().write("GET /version HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    InputStream in = client.getInputStream();
    String answer = new String(in.readAllBytes(), UTF_8);
    assertThat(answer).startsWith("HTTP/1.1 200 OK");
    return answer.substring(answer.lastIndexOf('\n') + 1);
  }

  private static Socket through(int socks, String port) throws IOException {
    Socket client =
        new Socket(
            new Proxy(
                Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), socks)));
    client.connect(InetSocketAddress.createUnresolved("127.0.0.1", Integer.parseInt(port)));
    return client;
  }
}
