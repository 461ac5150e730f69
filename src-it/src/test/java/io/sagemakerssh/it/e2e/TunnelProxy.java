package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A web proxy as companies have it: tunnels by {@code CONNECT} for those who know the password, and
 * nothing else.
 */
final class TunnelProxy implements AutoCloseable {
  private final String credentials;
  private final ServerSocket socket = Loopback.listen();
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** A proxy that wants a user and a password, or with an empty text none. */
  TunnelProxy(String credentials) throws IOException {
    this.credentials = credentials;
    thread(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What tunnels were opened to, each as {@code host:port}. */
  List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        thread(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      boolean mayAskAgain = true;
      while (mayAskAgain) {
        String head = head(client.getInputStream());
        String[] request = head.split("\r\n", 2)[0].split(" ");
        if (!isAllowed(head)) {
          answer(
              client,
              "407 Proxy Authentication Required",
              "Proxy-Authenticate: Basic realm=\"it\"\r\n");
        } else if (!request[0].equals("CONNECT")) {
          answer(client, "405 Method Not Allowed", "");
          mayAskAgain = false;
        } else {
          tunnel(client, request[1]);
          mayAskAgain = false;
        }
      }
    } catch (IOException gone) {
      // The client's own error tells.
    }
  }

  private boolean isAllowed(String head) {
    String expected =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return credentials.isEmpty()
        || head.lines()
            .anyMatch(
                line -> line.matches("(?i:proxy-authorization: basic) " + Pattern.quote(expected)));
  }

  private void tunnel(Socket client, String target) throws IOException {
    tunnels.add(target);
    int colon = target.lastIndexOf(':');
    int port = Integer.parseInt(target.substring(colon + 1));
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(server);
      client.getOutputStream().write("HTTP/1.1 200 Established\r\n\r\n".getBytes(US_ASCII));
      thread(() -> carry(server, client));
      carry(client, server);
    }
  }

  private static void carry(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // Both ends notice.
    }
  }

  private static void answer(Socket client, String status, String header) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\n\r\n").getBytes(US_ASCII));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "tunnel-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
