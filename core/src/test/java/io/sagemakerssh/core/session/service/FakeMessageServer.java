package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sagemakerssh.core.session.channel.FrameSockets;
import io.sagemakerssh.core.web.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The HTTP side of the message service on loopback: notes requests, answers as a test says. */
final class FakeMessageServer implements AutoCloseable {
  /** A request that came; its headers by their names in lower case. */
  record Request(String method, String path, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 201;
  private volatile String answer =
      "<CreateDataChannelResponse><TokenValue>token-1</TokenValue></CreateDataChannelResponse>";

  FakeMessageServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  void answer(int newStatus, String body) {
    status = newStatus;
    answer = body;
  }

  List<Request> requests() {
    return requests;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The calls to this service; websockets are opened elsewhere. */
  MessageServiceCalls calls(FrameSockets sockets) {
    return new MessageServiceCalls(endpoint(), signature(), WebClient.direct(), sockets);
  }

  static RequestSignature signature() {
    return new RequestSignature(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")),
        "us-east-1",
        Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers(exchange),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
