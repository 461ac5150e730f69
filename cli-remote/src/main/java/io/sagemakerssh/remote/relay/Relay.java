package io.sagemakerssh.remote.relay;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Moves pieces as they are asked for, several at once, and answers a line each: {@code {"id"}} or
 * {@code {"id", "error"}}. Says {@code {"ready": true}} first. Once nobody asks any more, nothing
 * is written either: whoever asks next may have begun to continue the same file.
 */
public final class Relay {
  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 3;

  private final PieceTransfer transfer;
  private final PrintStream out;

  public Relay(SdkHttpClient http, PrintStream out) {
    this.transfer = new PieceTransfer(http);
    this.out = out;
  }

  /** Serves until there are no more requests. */
  public void run(BufferedReader requests) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Relay::thread);
    say("ready", true);
    try {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        PieceRequest piece = PieceRequest.parse(line);
        threads.execute(() -> move(piece));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-piece");
    thread.setDaemon(true);
    return thread;
  }

  private void move(PieceRequest piece) {
    for (int attempt = 1; ; attempt++) {
      try {
        transfer.run(piece);
        answer(piece, "");
        return;
      } catch (IOException | UncheckedIOException failed) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          answer(piece, String.valueOf(failed.getMessage()));
          return;
        }
      } catch (RuntimeException bug) {
        // Not in its own words: they may tell of the URL. The other end must not wait for ever.
        answer(piece, "unexpected error: " + bug.getClass().getSimpleName());
        return;
      }
    }
  }

  private void answer(PieceRequest piece, String error) {
    JsonObject answer = new JsonObject();
    answer.addProperty("id", piece.id());
    if (!error.isEmpty()) {
      answer.addProperty("error", error);
    }
    print(answer);
  }

  private void say(String name, boolean value) {
    JsonObject line = new JsonObject();
    line.addProperty(name, value);
    print(line);
  }

  private void print(JsonObject line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
