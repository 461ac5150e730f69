package io.sagemakerssh.core.session.channel;

import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends one thing after another: the platform's websocket refuses a second send while one is under
 * way. Nobody waits: whoever adds to an idle queue sends, and who completes a send goes on with the
 * next. Guarded by its own monitor, under which nothing is sent.
 *
 * <p>It needs no bound of its own: stream data is bounded by the send window, acknowledgements by
 * the peer's.
 */
final class SendQueue {
  private final WebSocket webSocket;
  private final Consumer<Throwable> onFailure;
  private final Queue<Function<WebSocket, CompletableFuture<WebSocket>>> waiting =
      new ArrayDeque<>();
  private boolean sending;
  private boolean failed;

  SendQueue(WebSocket webSocket, Consumer<Throwable> onFailure) {
    this.webSocket = webSocket;
    this.onFailure = onFailure;
  }

  void add(Function<WebSocket, CompletableFuture<WebSocket>> send) {
    synchronized (this) {
      if (failed) {
        return;
      }
      waiting.add(send);
    }
    sendWaiting();
  }

  private void sendWaiting() {
    Function<WebSocket, CompletableFuture<WebSocket>> next;
    while ((next = take()) != null) {
      CompletableFuture<WebSocket> sent = next.apply(webSocket);
      if (sent.isDone() && !sent.isCompletedExceptionally()) {
        sent();
      } else {
        continueAfter(sent);
        return;
      }
    }
  }

  private void continueAfter(CompletionStage<WebSocket> sent) {
    sent.whenComplete((socket, failure) -> completed(failure));
  }

  private synchronized Function<WebSocket, CompletableFuture<WebSocket>> take() {
    if (sending || waiting.isEmpty()) {
      return null;
    }
    sending = true;
    return waiting.remove();
  }

  private synchronized void sent() {
    sending = false;
  }

  private void completed(Throwable failure) {
    if (failure == null) {
      sent();
      sendWaiting();
      return;
    }
    synchronized (this) {
      failed = true;
      waiting.clear();
    }
    onFailure.accept(failure);
  }
}
