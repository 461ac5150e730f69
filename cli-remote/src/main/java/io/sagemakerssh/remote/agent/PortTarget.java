package io.sagemakerssh.remote.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * The port that a session leads to.
 *
 * @param port a port of this container
 * @param properties the document's properties, with the parameters filled in
 */
record PortTarget(int port, JsonObject properties) {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads {@code {"portNumber":"{{ portNumber }}","type":…,"host":…}} of a port session's document
   * (PROTOCOL.md D.7.1).
   *
   * @throws InvalidDocumentException if it names no port of this container
   */
  static PortTarget of(StartSessionTask task) throws InvalidDocumentException {
    JsonObject given = new JsonObject();
    task.parameters().forEach(given::addProperty);
    JsonObject document = task.documentContent();
    JsonObject properties =
        DocumentParameters.of(object(document, "parameters"), given)
            .fill(object(document, "properties"))
            .getAsJsonObject();
    String host = text(properties, "host");
    if (!host.isEmpty() && !host.equals("localhost") && !host.equals("127.0.0.1")) {
      throw new InvalidDocumentException(
          "This agent forwards to ports of its own container only, not to "
              + host
              + ". Forward through SSH instead: ssh -L.");
    }
    return new PortTarget(port(text(properties, "portNumber")), properties);
  }

  /** Whether a client may open one connection after the other in the same session. */
  boolean isForwarding() {
    return text(properties, "type").equals("LocalPortForwarding");
  }

  /**
   * Connects to the port, by any of the addresses of {@code localhost}.
   *
   * @throws IOException the last address's failure
   */
  Socket connect() throws IOException {
    IOException refusal = null;
    for (InetAddress address : InetAddress.getAllByName("localhost")) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        return socket;
      } catch (IOException refused) {
        socket.close();
        refusal = refused;
      }
    }
    throw new IOException(
        "Connection to destination port " + port + " failed: " + refusal.getMessage(), refusal);
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

  private static JsonObject object(JsonObject json, String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }

  private static String text(JsonObject json, String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
