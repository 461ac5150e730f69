package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.web.WebClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Opens websockets with the Java platform's client: its proxy selector, its TLS context. */
public final class WebSockets implements FrameSockets {
  /** A dead connection is noticed within two of these; the official agent takes 114 s. */
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final WebClient web;
  private final Scheduler scheduler;
  private final Duration ping;

  public WebSockets(WebClient web, Scheduler scheduler) {
    this(web, scheduler, PING);
  }

  /**
   * With another ping period: a connection on which nothing comes for a whole period is given up at
   * the next ping.
   */
  public WebSockets(WebClient web, Scheduler scheduler, Duration ping) {
    this.web = web;
    this.scheduler = scheduler;
    this.ping = ping;
  }

  /** As the interface says; blocks up to 10 s. */
  @Override
  public FrameSocket open(URI uri, Map<String, String> headers, FrameSocket.Listener listener)
      throws IOException {
    WebSocket.Builder builder = web.http().newWebSocketBuilder().connectTimeout(CONNECT);
    web.proxyHeaders().apply(uri).forEach(builder::header);
    headers.forEach(builder::header);
    WebSocketFrameSocket socket = new WebSocketFrameSocket(listener, scheduler, ping);
    CompletableFuture<WebSocket> opening = builder.buildAsync(uri, socket.events());
    try {
      socket.attach(opening.get());
      return socket;
    } catch (ExecutionException failed) {
      throw refused(uri, proxy(uri), failed.getCause());
    } catch (InterruptedException interrupted) {
      abortWhenOpen(opening);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while connecting to " + uri.getHost());
    }
  }

  private static void abortWhenOpen(CompletionStage<WebSocket> opening) {
    opening.thenAccept(WebSocket::abort);
  }

  /** The proxy on the way, in words; nothing without one. */
  private String proxy(URI uri) {
    return web.http().proxy().map(selector -> selector.select(uri)).orElse(List.of()).stream()
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .map(address -> " through the proxy " + address.getHostString() + ":" + address.getPort())
        .findFirst()
        .orElse("");
  }

  private static IOException refused(URI uri, String proxy, Throwable cause) {
    String why =
        cause instanceof WebSocketHandshakeException handshake
            ? "it answered HTTP " + handshake.getResponse().statusCode()
            : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new IOException(
        "No websocket to " + uri.getScheme() + "://" + uri.getAuthority() + proxy + ": " + why,
        cause);
  }
}
