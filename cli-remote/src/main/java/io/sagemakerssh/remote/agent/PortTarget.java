package io.sagemakerssh.remote.agent;

import static io.sagemakerssh.remote.agent.JsonMembers.text;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The port that a session leads to.
 *
 * @param host as the document names it; {@code localhost} where it names none
 * @param addresses the host's, to be tried in order; none that is forbidden
 * @param port of that host
 * @param properties the document's properties, with the parameters filled in
 */
record PortTarget(String host, List<InetAddress> addresses, int port, JsonObject properties) {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final String THIS_HOST = "localhost";

  PortTarget {
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads {@code {"portNumber":"{{ portNumber }}","type":…,"host":…}} of a port session's document
   * (PROTOCOL.md D.7.1).
   *
   * @throws InvalidDocumentException if it names no port, or a host that is unknown or forbidden
   */
  static PortTarget of(StartSessionTask task) throws InvalidDocumentException {
    JsonObject properties = DocumentParameters.properties(task);
    String named = text(properties, "host");
    String host = named.isEmpty() ? THIS_HOST : named;
    return new PortTarget(host, resolve(host), port(text(properties, "portNumber")), properties);
  }

  /** Whether a client may open any number of connections in the same session. */
  boolean isForwarding() {
    return text(properties, "type").equals("LocalPortForwarding");
  }

  /** Whether the port is of the loopback interface, where the servers of this process listen. */
  boolean isLoopback() {
    return addresses.contains(InetAddress.getLoopbackAddress());
  }

  /**
   * Connects to the port, by any of the addresses.
   *
   * @throws IOException the first address's failure, which says most
   */
  Socket connect() throws IOException {
    IOException refusal = null;
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        return socket;
      } catch (IOException refused) {
        socket.close();
        refusal = refusal == null ? refused : refusal;
      }
    }
    throw new IOException(
        "Connection to destination port " + port + " failed: " + refusal.getMessage(), refusal);
  }

  private static List<InetAddress> resolve(String host) throws InvalidDocumentException {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
      if (addresses.stream().anyMatch(ForbiddenAddresses::contain)) {
        throw new InvalidDocumentException("Forwarding to IP address " + host + " is forbidden.");
      }
      return addresses;
    } catch (UnknownHostException unknown) {
      throw new InvalidDocumentException("The container knows no host " + host);
    }
  }

  private static int port(String text) throws InvalidDocumentException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below with the same words as a number out of range.
    }
    throw new InvalidDocumentException("'" + text + "' is not a port number");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
