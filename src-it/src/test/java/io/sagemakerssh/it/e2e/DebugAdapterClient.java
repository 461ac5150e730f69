package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** An editor that attaches to debugpy: messages of the Debug Adapter Protocol. */
final class DebugAdapterClient implements AutoCloseable {
  private static final int SILENCE_MILLISECONDS = 30_000;

  private final Socket socket;
  private int sequence;

  private DebugAdapterClient(Socket socket) {
    this.socket = socket;
  }

  /**
   * Attaches.
   *
   * @throws IOException if no debugger listens at the forward's other end yet
   */
  static DebugAdapterClient attach(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(SILENCE_MILLISECONDS);
    DebugAdapterClient client = new DebugAdapterClient(socket);
    try {
      JsonObject arguments = new JsonObject();
      arguments.addProperty("adapterID", "test");
      client.request("initialize", arguments);
      client.await("response", "initialize");
      client.request("attach", arguments);
      client.await("event", "initialized");
      return client;
    } catch (IOException noDebugger) {
      socket.close();
      throw noDebugger;
    }
  }

  /** Lets the program that waits for the client begin, and waits for its end. */
  void runToTheEnd() throws IOException {
    request("configurationDone", new JsonObject());
    await("event", "terminated");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void request(String command, JsonObject arguments) throws IOException {
    JsonObject request = new JsonObject();
    request.addProperty("seq", ++sequence);
    request.addProperty("type", "request");
    request.addProperty("command", command);
    request.add("arguments", arguments);
    byte[] body = request.toString().getBytes(UTF_8);
    String head = "Content-Length: " + body.length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    socket.getOutputStream().write(body);
  }

  private void await(String type, String name) throws IOException {
    JsonObject message;
    do {
      message = next();
    } while (!message.get("type").getAsString().equals(type) || !isNamed(message, name));
  }

  private static boolean isNamed(JsonObject message, String name) {
    return message.has("event")
        ? message.get("event").getAsString().equals(name)
        : message.get("command").getAsString().equals(name);
  }

  private JsonObject next() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The debugger has closed the connection");
      }
      head.append((char) next);
    }
    int length =
        Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    return JsonParser.parseString(new String(in.readNBytes(length), UTF_8)).getAsJsonObject();
  }
}
