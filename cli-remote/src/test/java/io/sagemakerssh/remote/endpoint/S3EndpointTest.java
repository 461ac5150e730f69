package io.sagemakerssh.remote.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3EndpointTest {
  private static final AwsCall CALL = new AwsCall("read it", "s3:GetObject", "arn:aws:s3:::b/k");
  private static final String DENIED =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<Error><Code>AccessDenied</Code><Message>No &amp; no</Message></Error>";

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private AwsClients clients;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    clients =
        new AwsClients(
            AwsSettings.of(
                new Environment(
                    Map.of(
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                        "AWS_REGION", "eu-west-1",
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret"))));
  }

  @AfterEach
  void stop() {
    clients.close();
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String signature = exchange.getRequestHeaders().getFirst("Authorization");
      assertThat(signature).contains("/eu-west-1/s3/aws4_request");
      lines.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
      Answer answer = answers.remove();
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private byte[] read(String key, int longest) {
    Retry retry = new Retry(9, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {});
    return new S3Endpoint(clients, retry).read("bucket", key, longest);
  }

  @Test
  void asksForTheKeyInTheEncodingThatS3Signs() {
    answers.add(new Answer(200, "content"));

    assertThat(read("keys/AROA:me@x y+z.pub", 100)).asString(UTF_8).isEqualTo("content");

    assertThat(lines).containsExactly("GET /bucket/keys/AROA%3Ame%40x%20y%2Bz.pub");
  }

  @Test
  void readsNoMoreThanIsWanted() {
    answers.add(new Answer(200, "x".repeat(1_000_000)));

    assertThat(read("key", 10)).hasSize(10);
  }

  @Test
  void triesAgainWhenS3IsInTrouble() {
    answers.add(new Answer(503, "<Error><Code>SlowDown</Code></Error>"));
    answers.add(new Answer(500, "not XML"));
    answers.add(new Answer(200, "content"));

    assertThat(read("key", 10)).asString(UTF_8).isEqualTo("content");
  }

  @Test
  void givesUpAtTheThirdAttempt() {
    for (int i = 0; i < 3; i++) {
      answers.add(new Answer(500, "<Error><Code>InternalError</Code></Error>"));
    }

    assertThatThrownBy(() -> CALL.make(() -> read("key", 10)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.why()).contains("answered InternalError"));
    assertThat(lines).hasSize(3);
  }

  @Test
  void saysWhatS3Refused() {
    answers.add(new Answer(403, DENIED));

    assertThatThrownBy(() -> CALL.make(() -> read("key", 10)))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
              assertThat(e.why()).isEqualTo("IAM denied s3:GetObject on arn:aws:s3:::b/k");
              assertThat(e.getCause()).hasMessageContaining("No & no");
            });
    assertThat(lines).hasSize(1);
  }

  @Test
  void namesTheEndpointThatDoesNotAnswer() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThatThrownBy(() -> CALL.make(() -> read("key", 10)))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE);
              assertThat(e.why()).startsWith("the endpoint http://127.0.0.1:" + port);
            });
  }
}
