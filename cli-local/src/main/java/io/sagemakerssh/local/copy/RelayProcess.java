package io.sagemakerssh.local.copy;

import com.google.gson.JsonObject;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sm-relay} in the container, and what it was asked for. Used by several threads. */
final class RelayProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayProcess.class);
  private static final String COMMAND = "exec sm-relay";

  private final Process process;
  private final BufferedReader answers;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();

  /** Set before what was asked is given up, and looked at after something is asked. */
  private volatile boolean ended;

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
    if (ended) {
      giveUp();
    }
    return answer;
  }

  private void read() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
        CompletableFuture<Void> piece =
            answer.has("id") ? asked.remove(answer.get("id").getAsLong()) : null;
        if (piece == null) {
          throw new IOException("The relay answers what it was not asked: " + line);
        }
        if (answer.has("error")) {
          piece.completeExceptionally(new IOException(answer.get("error").getAsString()));
        } else {
          piece.complete(null);
        }
      }
    } catch (IOException | RuntimeException notUnderstood) {
      LOG.debug("The relay's answers cannot be read", notUnderstood);
      process.destroy();
    } finally {
      ended = true;
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
