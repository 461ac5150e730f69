package io.sagemakerssh.remote.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** With a server of this test's in S3's place. */
@Timeout(60)
class RelayTest {
  @TempDir Path directory;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private HttpServer server;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    file = directory.resolve("it's a file");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath();
      if (failures.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(name, exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(200, -1);
      } else if (objects.containsKey(name)) {
        exchange.sendResponseHeaders(200, objects.get(name).length);
        exchange.getResponseBody().write(objects.get(name));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private String request(int id, String verb, long offset, long length, String object) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("verb", verb);
    json.addProperty("file", file.toString());
    json.addProperty("offset", offset);
    json.addProperty("length", length);
    json.addProperty(
        "url",
        "http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/"
            + object
            + "?X-Amz-Signature=s3cret");
    return json.toString();
  }

  /** What it answers, in any order. */
  private List<String> run(String... requests) throws Exception {
    run(() -> awaitAnswersTo(requests), requests);
    return answers();
  }

  private void awaitAnswersTo(String... requests) {
    await().until(() -> answers().size() > requests.length);
  }

  /** Asks, does something, and is gone. */
  private void run(Runnable beforeTheEnd, String... requests) throws IOException {
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      run(http, beforeTheEnd, requests);
    }
  }

  private void run(SdkHttpClient http, Runnable beforeTheEnd, String... requests)
      throws IOException {
    Reader asked =
        new StringReader(String.join("\n", requests) + "\n") {
          @Override
          public int read(char[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
              beforeTheEnd.run();
            }
            return count;
          }
        };
    new Relay(http, new PrintStream(out, true, StandardCharsets.UTF_8))
        .run(new BufferedReader(asked));
  }

  private List<String> answers() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void fetchesPiecesToTheirPlaces() throws Exception {
    objects.put("/a", random(300_000));
    objects.put("/b", random(7));

    List<String> answers =
        run(request(1, "fetch", 0, 300_000, "a"), request(2, "fetch", 300_000, 7, "b"));

    assertThat(answers)
        .startsWith("{\"ready\":true}")
        .containsExactlyInAnyOrder("{\"ready\":true}", "{\"id\":1}", "{\"id\":2}");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(300_007).startsWith(random(300_000)).endsWith(random(7));
  }

  @Test
  void sendsPiecesOfAFile() throws Exception {
    Files.write(file, random(400_000));

    run(request(1, "send", 0, 300_000, "a"), request(2, "send", 300_000, 100_000, "b"));

    byte[] all = random(400_000);
    assertThat(objects.get("/a")).hasSize(300_000).isEqualTo(Arrays.copyOf(all, 300_000));
    assertThat(objects.get("/b")).isEqualTo(Arrays.copyOfRange(all, 300_000, 400_000));
  }

  @Test
  void triesAgain() throws Exception {
    objects.put("/a", random(10));
    failures.set(2);

    assertThat(run(request(1, "fetch", 0, 10, "a"))).contains("{\"id\":1}");
  }

  @Test
  void tellsWhyButNotTheUrl() throws Exception {
    List<String> answers =
        run(request(1, "fetch", 0, 10, "missing"), request(2, "send", 0, 10, "x"));

    assertThat(answers).hasSize(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("HTTP status 404")
        .doesNotContain("s3cret");
    assertThat(objects).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 11})
  void aPieceOfAnotherLengthIsNotTakenForIt(int length) throws Exception {
    objects.put("/a", random(length));

    JsonObject answer =
        JsonParser.parseString(run(request(1, "fetch", 0, 10, "a")).get(1)).getAsJsonObject();

    assertThat(answer.get("error").getAsString()).contains("than the piece");
  }

  @Test
  void onceTheLaptopIsGoneNothingIsWritten() throws Exception {
    objects.put("/slow", random(10));
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    server.createContext(
        "/slow",
        exchange -> {
          asked.complete(null);
          gone.join();
          serve(exchange);
        });

    run(asked::join, request(1, "fetch", 0, 10, "slow"), request(2, "fetch", 10, 10, "slow"));
    gone.complete(null);

    await().until(() -> answers().stream().anyMatch(line -> line.contains("error")));
    assertThat(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]).isEmpty();
  }

  @Test
  void holdsNoFileOpenBeyondItsPiece() throws Exception {
    Files.write(file, random(10));
    objects.put("/b", random(5));
    run(request(1, "send", 0, 10, "a"), request(2, "fetch", 5, 5, "b"));
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open) {
        assertThat(target(descriptor)).isNotEqualTo(file.toString());
      }
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Test
  void answersThoughItsClientFailsInAWayThatNobodyExpects() throws Exception {
    SdkHttpClient broken = mock(SdkHttpClient.class);
    when(broken.prepareRequest(any())).thenThrow(new IllegalStateException("at s3cret"));
    String request = request(1, "fetch", 0, 10, "a");
    run(broken, () -> awaitAnswersTo(request), request);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("{\"id\":1,\"error\":\"unexpected error: IllegalStateException\"}")
        .doesNotContain("s3cret");
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void tellsNothingOfAMalformedUrl() {
    String malformed = request(1, "fetch", 0, 10, "a").replace("?X-Amz", "? X-Amz");
    assertThatThrownBy(() -> run(malformed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasStackTraceContaining("malformed")
        .matches(failure -> !stackTrace(failure).contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{}",
        "[]",
        "{\"id\":1,\"verb\":\"erase\",\"file\":\"a\",\"offset\":0,\"length\":1,\"url\":\"http://h\"}",
        "{\"id\":1,\"verb\":\"send\",\"file\":\"a\",\"offset\":-1,\"length\":1,\"url\":\"http://h\"}",
        "{\"id\":1,\"verb\":\"send\",\"file\":\"a\",\"offset\":0,\"length\":0,\"url\":\"http://h\"}",
        "{\"id\":1,\"verb\":\"send\",\"file\":\"a\",\"offset\":0,\"length\":1,\"url\":\"nowhere\"}"
      })
  void whatIsNoRequestEndsIt(String line) {
    assertThatThrownBy(() -> run(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
