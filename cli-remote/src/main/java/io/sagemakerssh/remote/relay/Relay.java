package io.sagemakerssh.remote.relay;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Moves pieces as they are asked for, several at once, and answers a line each: {@code {"id"}} or
 * {@code {"id", "error"}}. Says {@code {"ready": true}} first. At the end of what is asked, a file
 * that has gaps is cut before the first of them, so that what it holds can be continued.
 */
public final class Relay {
  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 3;

  /** For what has been asked for, once nobody asks for more. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PieceTransfer transfer;
  private final PrintStream out;

  /** Pieces of each file that were asked for, by offset, and whether they are there. */
  private final Map<Path, TreeMap<Long, PieceRequest>> missing = new HashMap<>();

  public Relay(SdkHttpClient http, PrintStream out) {
    this.transfer = new PieceTransfer(http);
    this.out = out;
  }

  /** Serves until there are no more requests. */
  public void run(BufferedReader requests) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    say("ready", true);
    try {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        PieceRequest piece = PieceRequest.parse(line);
        expect(piece);
        threads.execute(() -> move(piece));
      }
    } finally {
      threads.shutdown();
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
      cutBeforeGaps();
    }
  }

  private synchronized void expect(PieceRequest piece) {
    if (piece.fetch()) {
      missing.computeIfAbsent(piece.file(), file -> new TreeMap<>()).put(piece.offset(), piece);
    }
  }

  private synchronized void arrived(PieceRequest piece) {
    if (piece.fetch()) {
      missing.get(piece.file()).remove(piece.offset());
    }
  }

  private synchronized void cutBeforeGaps() throws IOException {
    for (Map.Entry<Path, TreeMap<Long, PieceRequest>> file : missing.entrySet()) {
      if (!file.getValue().isEmpty() && Files.exists(file.getKey())) {
        try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
          channel.truncate(file.getValue().firstKey());
        }
      }
    }
  }

  private void move(PieceRequest piece) {
    for (int attempt = 1; ; attempt++) {
      try {
        transfer.run(piece);
        arrived(piece);
        answer(piece, null);
        return;
      } catch (IOException | UncheckedIOException failed) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          answer(piece, failed);
          return;
        }
      }
    }
  }

  private void answer(PieceRequest piece, Exception failure) {
    JsonObject answer = new JsonObject();
    answer.addProperty("id", piece.id());
    if (failure != null) {
      answer.addProperty("error", String.valueOf(failure.getMessage()));
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
