package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A {@link FrameSocket} over {@link WebSocket}: puts fragments together, answers pings (the
 * platform does), sends pings of its own, and gives up a connection on which nothing comes any
 * more.
 */
final class WebSocketFrameSocket implements FrameSocket {
  /**
   * Until the first ping, doubled for each up to the usual period: a connection that is lost during
   * the handshake, for which there are 15 s, must be noticed in time for another.
   */
  private static final Duration FIRST_PING = Duration.ofSeconds(2);

  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final byte[] KEEPALIVE = {'k', 'e', 'e', 'p', 'a', 'l', 'i', 'v', 'e'};

  private final Listener listener;
  private final Scheduler scheduler;
  private final Duration ping;
  private final FrameAssembly assembly = new FrameAssembly();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile WebSocket webSocket;
  private volatile SendQueue queue;

  /** Between the ping before and the next. */
  private volatile Duration wait;

  private volatile CompletableFuture<WebSocket> pinged = CompletableFuture.completedFuture(null);

  /** Whether anything came since the last ping. */
  private volatile boolean heard = true;

  /** Whether we wait for a frame; while we don't, silence says nothing. */
  private volatile boolean listening;

  WebSocketFrameSocket(Listener listener, Scheduler scheduler, Duration ping) {
    this.listener = listener;
    this.scheduler = scheduler;
    this.ping = ping;
    this.wait = shorter(FIRST_PING, ping);
  }

  /** What the platform's websocket is to call. */
  WebSocket.Listener events() {
    return new Events();
  }

  /** Begins, once the websocket is open. */
  void attach(WebSocket opened) {
    webSocket = opened;
    queue = new SendQueue(opened, this::lost);
    scheduler.schedule(wait, this::keepAlive);
  }

  @Override
  public void send(ByteBuffer frame) {
    queue.add(socket -> socket.sendBinary(frame, true));
  }

  @Override
  public void sendText(String text) {
    queue.add(socket -> socket.sendText(text, true));
  }

  @Override
  public void request() {
    listening = true;
    webSocket.request(1);
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      queue.add(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
      scheduler.schedule(CLOSE, webSocket::abort);
    }
  }

  @Override
  public void abort() {
    over.set(true);
    webSocket.abort();
  }

  private void keepAlive() {
    if (over.get()) {
      return;
    }
    if (listening && !heard) {
      lost(new IOException("Nothing came for " + wait.toSeconds() + " s, not even a pong"));
      return;
    }
    heard = false;
    // A ping that waits behind data, on a connection that takes none, is not overtaken by another.
    if (pinged.isDone()) {
      pinged = webSocket.sendPing(ByteBuffer.wrap(KEEPALIVE));
      watch(pinged);
    }
    wait = shorter(wait.multipliedBy(2), ping);
    scheduler.schedule(wait, this::keepAlive);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void watch(CompletionStage<WebSocket> sent) {
    sent.whenComplete(
        (socket, failure) -> {
          if (failure != null) {
            lost(failure);
          }
        });
  }

  private void lost(Throwable failure) {
    if (over.compareAndSet(false, true)) {
      WebSocket open = webSocket;
      if (open != null) {
        open.abort();
      }
      listener.onClosed(
          failure instanceof IOException io ? io : new IOException(failure.toString(), failure));
    }
  }

  private final class Events implements WebSocket.Listener {
    /** Requests nothing, unlike the default. */
    @Override
    public void onOpen(WebSocket socket) {}

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
      heard = true;
      ByteBuffer frame;
      try {
        frame = assembly.add(data, isLast);
      } catch (IOException tooLarge) {
        lost(tooLarge);
        return null;
      }
      if (frame == null) {
        socket.request(1);
      } else if (!over.get()) {
        listening = false;
        listener.onFrame(frame);
      }
      return null;
    }

    /** No text is expected; whatever it is, the next frame is wanted still. */
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
      return next(socket);
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      return next(socket);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      return next(socket);
    }

    private CompletionStage<?> next(WebSocket socket) {
      heard = true;
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      lost(new IOException("The other end closed the websocket with status " + status));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      lost(error);
    }
  }
}
