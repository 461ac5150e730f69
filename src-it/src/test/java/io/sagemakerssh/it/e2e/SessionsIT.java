package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** Ports and shells without SSH, by the packaged programs. */
class SessionsIT {
  private static final Pattern LOCAL_PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+) leads to");

  private static final Pattern TTY = Pattern.compile("tty-(/dev/\\S+)-");
  private static final Pattern DAEMON = Pattern.compile("a1-\\{\"pid\":(\\d+)");
  private static final String CTRL_C = "\003";
  private static final String BELL = "\007";

  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;
  private static Job job;

  @BeforeAll
  static void startJob() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    job = cloud.createJob("sessions", Job.WAITING, 1, Map.of());
  }

  @AfterAll
  static void stopJob() {
    laptop.training("stop-waiting", job.name()).run().succeeded();
    job.end();
    cloud.close();
  }

  @Test
  void commandsOutputErrorsAndExitCodeComeThrough() {
    Outcome outcome =
        laptop
            .training("shell", job.name(), "--", "echo $TRAINING_JOB_NAME; echo oops >&2; exit 7")
            .run()
            .failedWith(7);

    assertThat(outcome.out()).isEqualTo("sessions\n");
    assertThat(outcome.err()).contains("oops");
  }

  @Test
  void shellEndsWithItsInput() {
    Outcome outcome =
        laptop.training("shell", job.name()).run("echo $((6 * 7)) grüße\n".getBytes(UTF_8));

    assertThat(outcome.succeeded().out()).contains("42 grüße");
  }

  /** Its terminal then takes the end for the command's, and the shell has to be told again. */
  @Test
  void shellEndsWithInputThatEndsWhileACommandRuns() {
    String session = Repository.launcher(Laptop.TRAINING) + " shell " + job.name();

    Outcome outcome =
        laptop
            .program(
                "sh", "-c", "{ echo sleep 2; sleep 1; printf 'echo $((6 * 7))'; } | " + session)
            .run();

    assertThat(outcome.succeeded().out()).contains("42");
  }

  @Test
  void shellIsEncryptedWhereThePreferencesSaySo() {
    String key =
        cloud.configure(KmsClient.builder()).build().createKey(b -> {}).keyMetadata().keyId();
    preferences("{\"kmsKeyId\":\"" + key + "\"}");
    try {
      Outcome outcome =
          laptop
              .training("shell", job.name(), "--verbose")
              .run("echo $((6 * 7))\n".getBytes(UTF_8));

      assertThat(outcome.succeeded().out()).contains("42");
      assertThat(outcome.err()).contains("This session is encrypted using AWS KMS");
    } finally {
      preferences("{}");
    }
  }

  private static void preferences(String inputs) {
    cloud
        .ssm()
        .updateDocument(
            b ->
                b.name("SSM-SessionManagerRunShell")
                    .documentVersion("$LATEST")
                    .content(
                        "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":"
                            + inputs
                            + "}"));
  }

  @Test
  void shellTakesTheTerminalAndGivesItBack() {
    String session = Repository.launcher(Laptop.TRAINING) + " shell " + job.name();
    String script =
        "stty rows 33 cols 111; " + session + "; echo code $?; stty -a | grep -c -w -- -icanon";
    Outcome outcome =
        laptop
            .program("script", "-qec", script, "/dev/null")
            .run("stty size; exit\r".getBytes(UTF_8));

    assertThat(outcome.out()).contains("33 111").contains("code 0");
    assertThat(outcome.out().strip()).endsWith("0");
  }

  /** What is shown once the shell has done what was typed, which prints {@code a1-}. */
  private static String told(TerminalSession shell, String keys, Pattern what) throws IOException {
    shell.type(keys);
    shell.await("a1-");
    shell.await("\n");
    Matcher told = what.matcher(shell.shown());
    assertThat(told.find()).as(shell.shown()).isTrue();
    return told.group(1);
  }

  @Test
  void shellFollowsTheTerminalsSizeAndTakesControlC() throws IOException {
    String session = Repository.launcher(Laptop.TRAINING) + " shell " + job.name();
    try (TerminalSession shell =
        TerminalSession.start(laptop, "echo tty-$(tty)-; " + session + "; echo code $?")) {
      String tty = told(shell, "echo a$((1))-; stty size\r", TTY);
      laptop.program("stty", "-F", tty, "rows", "41", "cols", "123").run().succeeded();
      shell.type("until stty size | grep '^41 123$'; do sleep 0.1; done\r");
      shell.await("41 123\r\n");

      shell.type("sh -c 'echo b$((1)); exec sleep 300'\r");
      shell.await("b1");
      shell.type(CTRL_C);
      shell.type("echo sleep $?\r");
      shell.await("sleep 130");

      shell.type("exit\r");
      shell.await("code 0");
    }
  }

  /** Of a session whose agent takes nothing, not even the keys that it has already got. */
  @Test
  void tildeDotEndsAFrozenShell() throws IOException {
    String session = Repository.launcher(Laptop.TRAINING) + " shell " + job.name();
    String script = session + "; echo code $?; stty -a | grep -ow -- '-*icanon'";
    try (TerminalSession shell = TerminalSession.start(laptop, script)) {
      String daemon = told(shell, "echo a$((1))-$(cat \"$SM_SSH_HOME/run/status.json\")\r", DAEMON);
      laptop.program("kill", "-STOP", daemon).run().succeeded();
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  shell.type("j".repeat(50_000));
                  return shell.shown().contains(BELL);
                });
        shell.type("\r~.");
        shell.await("ended\r\nwhy: you typed ~.\r\ndo: Start it again.\r\n");
        shell.await("code 130\r\nicanon");
      } finally {
        laptop.program("kill", "-CONT", daemon).run().succeeded();
      }
    }
  }

  @Test
  void connectThatIsKilledLeavesNoSessionBehind() throws Exception {
    for (int i = 0; i < 4; i++) {
      Path log = Files.createTempFile(laptop.home(), "connect", ".log");
      Process connect =
          laptop
              .program(
                  "sh",
                  "-c",
                  "exec \"$0\" connect \"$1\" -N --local-port 0 2> " + log,
                  Repository.launcher(Laptop.TRAINING),
                  job.name())
              .start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(log).contains("Connected") || !connect.isAlive());
      connect.destroy();
      assertThat(connect.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(cloud.ssm().describeSessions(b -> b.state(SessionState.ACTIVE)))
                    .returns(List.of(), active -> active.sessions()));
  }

  @Test
  void tunnelCarriesManyConnectionsAtATime() throws Exception {
    byte[] body = new byte[3_000_000];
    new Random(7).nextBytes(body);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Path log = Files.createTempFile(laptop.home(), "tunnel", ".log");
    String port = "0:" + server.getAddress().getPort();
    Process tunnel =
        laptop
            .program(
                "sh",
                "-c",
                "exec \"$0\" \"$@\" 2> " + log,
                Repository.launcher(Laptop.TRAINING),
                "tunnel",
                job.name(),
                port)
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> LOCAL_PORT.matcher(Files.readString(log)).find() || !tunnel.isAlive());
      Matcher told = LOCAL_PORT.matcher(Files.readString(log));
      assertThat(told.find()).as(Files.readString(log)).isTrue();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + told.group(1) + "/")).build();
      HttpClient client = HttpClient.newHttpClient();

      List<CompletableFuture<byte[]>> answers =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      client
                          .sendAsync(request, BodyHandlers.ofByteArray())
                          .thenApply(response -> response.body()))
              .toList();

      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(body));
    } finally {
      tunnel.destroy();
      server.stop(0);
    }
  }
}
