package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Ports of this machine. */
final class Loopback {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Loopback() {}

  /** A port that was free a moment ago, for programs that do not choose one themselves. */
  static int freePort() throws IOException {
    try (ServerSocket socket = listen()) {
      return socket.getLocalPort();
    }
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  }

  /** Asserts that what is sent to a port arrives at another end. */
  static void assertLeadsTo(int port, ServerSocket end) throws IOException {
    end.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
    byte[] ping = "ping".getBytes(StandardCharsets.US_ASCII);
    try (Socket client = connectTo(port);
        Socket served = end.accept()) {
      served.setSoTimeout(end.getSoTimeout());
      client.getOutputStream().write(ping);
      assertThat(served.getInputStream().readNBytes(ping.length)).isEqualTo(ping);
    }
  }

  /** Connects once somebody listens. */
  static Socket connectTo(int port) {
    return await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> new Socket(InetAddress.getLoopbackAddress(), port), socket -> true);
  }
}
