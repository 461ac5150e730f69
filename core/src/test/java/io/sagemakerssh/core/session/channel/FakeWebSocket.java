package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The platform's websocket, whose sends complete when a test says so. */
final class FakeWebSocket implements WebSocket {
  private final List<String> sent = new ArrayList<>();
  private final List<CompletableFuture<WebSocket>> sends = new ArrayList<>();
  private boolean immediate = true;
  private long requested;
  private boolean aborted;

  /** From here on sends wait for {@link #complete}. */
  void hold() {
    immediate = false;
  }

  /** Completes the send of that number. */
  void complete(int index) {
    sends.get(index).complete(this);
  }

  void fail(int index, Throwable failure) {
    sends.get(index).completeExceptionally(failure);
  }

  /** What was sent, in order: {@code binary a}, {@code text b}, {@code ping c}, {@code close}. */
  List<String> sent() {
    return sent;
  }

  long requested() {
    return requested;
  }

  private CompletableFuture<WebSocket> send(String what) {
    sent.add(what);
    CompletableFuture<WebSocket> future = new CompletableFuture<>();
    sends.add(future);
    if (immediate) {
      future.complete(this);
    }
    return future;
  }

  @Override
  public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
    return send("text " + data);
  }

  @Override
  public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
    return send("binary " + US_ASCII.decode(data));
  }

  @Override
  public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
    return send("ping");
  }

  @Override
  public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
    return send("pong");
  }

  @Override
  public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
    return send("close");
  }

  @Override
  public void request(long n) {
    requested += n;
  }

  @Override
  public String getSubprotocol() {
    return "";
  }

  @Override
  public boolean isOutputClosed() {
    return aborted;
  }

  @Override
  public boolean isInputClosed() {
    return aborted;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
