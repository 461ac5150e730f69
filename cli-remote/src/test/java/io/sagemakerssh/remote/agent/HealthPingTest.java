package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.remote.endpoint.CredentialsSignature;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class HealthPingTest {
  @TempDir private Path directory;

  @Test
  void tellsWhatTheInstanceIsSignedWithItsCredentials() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CompletableFuture<JsonObject> body = new CompletableFuture<>();
    CompletableFuture<Headers> headers = new CompletableFuture<>();
    server.createContext(
        "/",
        exchange -> {
          headers.complete(exchange.getRequestHeaders());
          body.complete(
              JsonParser.parseString(
                      new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                  .getAsJsonObject());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try (AwsClients clients = clients("http://127.0.0.1:" + server.getAddress().getPort())) {
      HealthPing ping =
          new HealthPing(
              SsmEndpoint.of(clients),
              new CredentialsSignature(
                  StaticCredentialsProvider.create(
                      AwsSessionCredentials.create("AKID", "secret", "token")),
                  "eu-west-1"),
              "mi-1",
              new OsRelease("Debian", "12"));

      ping.send();
    } finally {
      server.stop(0);
    }

    JsonObject sent = body.join();
    assertThat(sent.get("InstanceId").getAsString()).isEqualTo("mi-1");
    assertThat(sent.get("AgentName").getAsString()).isEqualTo("amazon-ssm-agent");
    assertThat(sent.get("AgentVersion").getAsString()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    assertThat(sent.get("PlatformType").getAsString()).isEqualTo("Linux");
    assertThat(sent.get("PlatformName").getAsString()).isEqualTo("Debian");
    assertThat(sent.get("SSMConnectionChannel").getAsString()).isEqualTo("ssmmessages");
    assertThat(headers.join().getFirst("X-Amz-Target"))
        .isEqualTo("AmazonSSM.UpdateInstanceInformation");
    assertThat(headers.join().getFirst("X-Amz-Security-Token")).isEqualTo("token");
    assertThat(headers.join().getFirst("Authorization"))
        .contains("Credential=AKID/")
        .contains("/eu-west-1/ssm/aws4_request");
  }

  private static AwsClients clients(String endpoint) {
    return new AwsClients(
        AwsSettings.of(
            new Environment(Map.of("AWS_ENDPOINT_URL", endpoint, "AWS_REGION", "eu-west-1"))));
  }

  @Test
  void systemIsReadFromItsReleaseFile() throws Exception {
    Path file = directory.resolve("os-release");
    Files.writeString(
        file,
        "PRETTY_NAME=\"Debian GNU/Linux 12\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n");

    assertThat(OsRelease.read(file)).isEqualTo(new OsRelease("Debian GNU/Linux", "12"));
    assertThat(OsRelease.read(directory.resolve("none"))).isEqualTo(new OsRelease("Linux", ""));
  }
}
