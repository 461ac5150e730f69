package io.sagemakerssh.local.copy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.local.ssh.RemoteCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@code sm-relay} in the container, and what it was asked for. Used by several threads. */
final class RelayProcess implements AutoCloseable {
  private static final String COMMAND = "exec sm-relay";

  private final Process process;
  private final BufferedReader answers;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();

  private RelayProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @throws RelayUnavailableException if the container has none
   */
  static RelayProcess start(RemoteCommands commands) throws IOException {
    RelayProcess relay = new RelayProcess(commands.start(COMMAND));
    String first = relay.answers.readLine();
    if (first == null || !first.startsWith("{\"ready\"")) {
      relay.close();
      throw new RelayUnavailableException("the container has no sm-relay of this version", null);
    }
    Thread reader = new Thread(relay::read, "sm-ssh-relay");
    reader.setDaemon(true);
    reader.start();
    return relay;
  }

  /** Has the container write a piece into a file. */
  CompletableFuture<Void> fetch(String file, long offset, long length, URL url) throws IOException {
    return ask("fetch", file, offset, length, url);
  }

  /** Has the container upload a piece of a file. */
  CompletableFuture<Void> send(String file, long offset, long length, URL url) throws IOException {
    return ask("send", file, offset, length, url);
  }

  private CompletableFuture<Void> ask(String verb, String file, long offset, long length, URL url)
      throws IOException {
    long id = lastId.incrementAndGet();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    asked.put(id, answer);
    JsonObject request = new JsonObject();
    request.addProperty("id", id);
    request.addProperty("verb", verb);
    request.addProperty("file", file);
    request.addProperty("offset", offset);
    request.addProperty("length", length);
    request.addProperty("url", url.toString());
    OutputStream out = process.getOutputStream();
    synchronized (out) {
      out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    if (!process.isAlive()) {
      giveUp();
    }
    return answer;
  }

  private void read() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
        CompletableFuture<Void> piece = asked.remove(answer.get("id").getAsLong());
        if (answer.has("error")) {
          piece.completeExceptionally(new IOException(answer.get("error").getAsString()));
        } else {
          piece.complete(null);
        }
      }
    } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
      process.destroy();
    } finally {
      giveUp();
    }
  }

  private void giveUp() {
    asked
        .values()
        .forEach(
            piece -> piece.completeExceptionally(new IOException("the container's relay ended")));
  }

  /** Lets it end by itself, so that it can tidy up. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      process.destroy();
    }
  }
}
