package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.key.KeysPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pieces to a server of this test's in S3's place, which stops halfway until that shows. */
@Timeout(60)
class S3PieceStoreTest {
  /** More than the sockets between them hold. */
  private static final int LENGTH = 32 << 20;

  private final Progress progress = new Progress(System::nanoTime);
  private final PieceProgress piece = new PieceProgress(progress);
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;
  private AwsClients aws;
  private S3PieceStore store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    aws =
        new AwsClients(
            AwsSettings.of(
                new Environment(
                    Map.of(
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort()))));
    store = new S3PieceStore(aws, KeysPath.inBucket("bucket"));
  }

  @AfterEach
  void stop() {
    store.close();
    aws.close();
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean reading = exchange.getRequestMethod().equals("GET");
      exchange.getRequestBody().readNBytes(LENGTH / 2);
      if (reading) {
        exchange.sendResponseHeaders(200, LENGTH);
        exchange.getResponseBody().write(new byte[LENGTH / 2]);
      }
      await().until(() -> progress.bytesMoved() > LENGTH / 4 && progress.bytesMoved() < LENGTH);
      if (failures.getAndDecrement() > 0) {
        return;
      }
      exchange.getRequestBody().readAllBytes();
      if (reading) {
        exchange.getResponseBody().write(new byte[LENGTH / 2]);
      } else {
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  @Test
  void bytesCountAsTheyAreSent() {
    store.put("1", new byte[LENGTH], piece);

    assertThat(progress.bytesMoved()).isEqualTo(LENGTH);
  }

  @Test
  void bytesCountAsTheyCome() {
    assertThat(store.get("1", LENGTH, piece)).hasSize(LENGTH);

    assertThat(progress.bytesMoved()).isEqualTo(LENGTH);
  }

  @Test
  void nothingCountsTwiceWhenTheSdkTriesAgain() {
    failures.set(1);
    store.put("1", new byte[LENGTH], piece);
    assertThat(progress.bytesMoved()).isEqualTo(LENGTH);

    piece.again();
    failures.set(1);
    assertThat(store.get("1", LENGTH, piece)).hasSize(LENGTH);
    assertThat(progress.bytesMoved()).isEqualTo(LENGTH);
  }
}
