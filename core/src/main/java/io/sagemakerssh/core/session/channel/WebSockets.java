package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Opens websockets with the Java platform's client: its proxy selector, its TLS context. */
public final class WebSockets implements FrameSockets {
  /** A dead connection is noticed within two of these; the official agent takes 114 s. */
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient http;
  private final Scheduler scheduler;
  private final Duration ping;

  /**
   * Begins a client that suits websockets with a {@link FrameSocket.Listener}: the thread that
   * reads from the network calls the listener. The platform would hand each frame to another
   * thread, which costs more than all that a listener does with it. In turn a listener must not
   * wait, nor open anything through the same client, lest nobody reads.
   */
  public static HttpClient.Builder client() {
    return HttpClient.newBuilder().executor(Runnable::run);
  }

  public WebSockets(HttpClient http, Scheduler scheduler) {
    this(http, scheduler, PING);
  }

  /**
   * With another ping period: a connection on which nothing comes for a whole period is given up at
   * the next ping.
   */
  public WebSockets(HttpClient http, Scheduler scheduler, Duration ping) {
    this.http = http;
    this.scheduler = scheduler;
    this.ping = ping;
  }

  /** As the interface says; blocks up to 10 s. */
  @Override
  public FrameSocket open(URI uri, Map<String, String> headers, FrameSocket.Listener listener)
      throws IOException {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    headers.forEach(builder::header);
    WebSocketFrameSocket socket = new WebSocketFrameSocket(listener, scheduler, ping);
    CompletableFuture<WebSocket> opening = builder.buildAsync(uri, socket.events());
    try {
      socket.attach(opening.get());
      return socket;
    } catch (ExecutionException failed) {
      throw refused(uri, failed.getCause());
    } catch (InterruptedException interrupted) {
      abortWhenOpen(opening);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while connecting to " + uri.getHost());
    }
  }

  private static void abortWhenOpen(CompletionStage<WebSocket> opening) {
    opening.thenAccept(WebSocket::abort);
  }

  private static IOException refused(URI uri, Throwable cause) {
    String why =
        cause instanceof WebSocketHandshakeException handshake
            ? "it answered HTTP " + handshake.getResponse().statusCode()
            : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new IOException(
        "No websocket to " + uri.getScheme() + "://" + uri.getAuthority() + ": " + why, cause);
  }
}
