package io.sagemakerssh.remote.sshserver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.remote.environment.SavedEnvironment;
import io.sagemakerssh.remote.process.SessionProcess;
import io.sagemakerssh.remote.sshserver.OpenSshClient.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded server, used by the real {@code ssh}. */
class EmbeddedSshServerTest {
  private static final String HOST = "root@127.0.0.1";

  @TempDir static Path directory;
  private static OpenSshClient client;

  @BeforeAll
  static void start() throws Exception {
    client = OpenSshClient.start(directory, Map.of("PATH", System.getenv("PATH")));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @Test
  void runsACommandWithItsOutputsApartAndItsStatus() throws Exception {
    Result result = client.ssh(HOST, "echo out; echo err >&2; exit 7");

    assertThat(result).isEqualTo(new Result(7, "out\n", "err\n"));
  }

  @Test
  void passesInputAndItsEnd() throws Exception {
    assertThat(client.run("a\nb\n", client.sshCommand(HOST, "wc -l")).out().strip()).isEqualTo("2");
  }

  @Test
  void copiesGoOnWhileKeysChange() throws Exception {
    String often = "RekeyLimit=64K";
    String lines = IntStream.range(0, 200_000).mapToObj(n -> n + "\n").collect(joining());
    Path copied = directory.resolve("copied");

    Result down = client.ssh("-v", "-o", often, HOST, "seq 0 199999");
    Result up =
        client.run(lines, client.sshCommand("-v", "-o", often, HOST, "cat > '" + copied + "'"));

    assertThat(down.out()).isEqualTo(lines);
    assertThat(copied).content().isEqualTo(lines);
    for (Result copy : List.of(down, up)) {
      assertThat(copy.err().split("SSH2_MSG_NEWKEYS received", -1)).hasSizeGreaterThan(2);
    }
  }

  @Test
  void reportsADeathBySignalAsSuchAndNotAsAnExitStatus() throws Exception {
    for (String signal : List.of("TERM", "KILL", "HUP")) {
      Result killed = client.ssh("-v", HOST, "kill -" + signal + " $$");
      assertThat(killed.status()).describedAs(signal).isEqualTo(255);
      assertThat(killed.err()).contains("rtype exit-signal");
      assertThat(killed.out()).isEmpty();
    }
    assertThat(client.ssh(HOST, "exit 143").status()).isEqualTo(143);
    assertThat(client.ssh(HOST, "sh -c 'kill -TERM $$'; exit $?").status()).isEqualTo(143);
  }

  @Test
  void reportsItOnATerminalToo() throws Exception {
    for (String signal : List.of("TERM", "KILL", "HUP")) {
      Result killed = client.ssh("-tt", "-v", HOST, "kill -" + signal + " $$");
      assertThat(killed.status()).describedAs(signal).isEqualTo(255);
      assertThat(killed.err()).contains("rtype exit-signal");
      assertThat(killed.out()).isEmpty();
    }
    assertThat(client.ssh("-tt", HOST, "exit 143").status()).isEqualTo(143);
  }

  @Test
  void aTerminalThatIsGoneEndsWhatRunsInItsForeground() throws Exception {
    Path pid = directory.resolve("foreground");
    Process ssh =
        new ProcessBuilder(
                client.sshCommand("-tt", HOST, "bash -ic 'echo $$ > " + pid + "; sleep 1000'"))
            .start();
    await().atMost(20, SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 1);
    ProcessHandle shell =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    ssh.destroyForcibly();

    shell.onExit().get(20, SECONDS);
  }

  @Test
  void givesAShellOnATerminalWithTheClientsType() throws Exception {
    Result result =
        client.run(
            "echo kind-$TERM-kind; test -t 0 && test \"$SSH_TTY\" = \"$(tty)\" && exit 3\n",
            client.sshCommand("-tt", HOST),
            Map.of("TERM", "xterm-256color"));

    assertThat(result.out()).contains("kind-xterm-256color-kind");
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void aShellWithoutATerminalReadsAScriptAndSaysNothing() throws Exception {
    Result result = client.run("echo out; exit 4\n", client.sshCommand("-T", HOST));

    assertThat(result).isEqualTo(new Result(4, "out\n", ""));
  }

  @Test
  void givesACommandATerminalWhenAsked() throws Exception {
    assertThat(client.ssh("-tt", HOST, "test -t 1 && exit 5").status()).isEqualTo(5);
    assertThat(client.ssh(HOST, "test -t 1 || exit 6").status()).isEqualTo(6);
  }

  @Test
  void followsTheWindowsSize() throws Exception {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("TERM", "xterm");
    String remote = "stty size; while ! stty size | grep '50 132'; do sleep 0.1; done";
    SessionProcess ssh =
        SessionProcess.onTerminal(
            client.sshCommand("-t", HOST, remote), variables, directory, 100, 30);
    StringBuffer output = new StringBuffer();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> readAll(ssh.process().getInputStream(), output));
    await().atMost(20, SECONDS).until(() -> output.indexOf("30 100") >= 0);

    ssh.resize(132, 50);

    assertThat(ssh.process().waitFor(20, SECONDS)).isTrue();
    reading.get(20, SECONDS);
    assertThat(output).contains("50 132");
  }

  @Test
  void controlCharactersReachTheTerminal() throws Exception {
    String remote = "trap 'echo interrupted' INT; echo ready; sleep 60; echo read; cat; exit 7";
    SessionProcess ssh =
        SessionProcess.onTerminal(
            client.sshCommand("-t", HOST, remote), System.getenv(), directory, 100, 30);
    StringBuffer output = new StringBuffer();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> readAll(ssh.process().getInputStream(), output));

    await().atMost(20, SECONDS).until(() -> output.indexOf("ready") >= 0);
    press(ssh, 'C' - '@');
    await().atMost(20, SECONDS).until(() -> output.indexOf("interrupted") >= 0);
    press(ssh, 'D' - '@');

    assertThat(ssh.process().waitFor(20, SECONDS)).as(output.toString()).isTrue();
    reading.get(20, SECONDS);
    assertThat(ssh.process().exitValue()).isEqualTo(7);
  }

  private static void press(SessionProcess ssh, int key) throws IOException {
    ssh.process().getOutputStream().write(key);
    ssh.process().getOutputStream().flush();
  }

  @Test
  void sessionsSeeTheSavedEnvironmentAndTheirConnection() throws Exception {
    new SavedEnvironment(client.layout().environmentFile())
        .save(Map.of("SM_CHANNEL", "it's \"quoted\"\nand broken", "PATH", System.getenv("PATH")));
    try {
      Result result =
          client.ssh(HOST, "printf '%s|%s|%s' \"$SM_CHANNEL\" \"$START_SSH\" \"$SSH_CONNECTION\"");

      assertThat(result.out())
          .startsWith("it's \"quoted\"\nand broken|false|127.0.0.1 ")
          .endsWith("127.0.0.1 " + client.port());
    } finally {
      Files.delete(client.layout().environmentFile());
    }
  }

  @Test
  void findsOurPrograms() throws Exception {
    assertThat(client.ssh(HOST, "echo $PATH").out()).contains(client.layout().programs() + ":");
  }

  @Test
  void refusesAKeyThatIsNotAuthorizedUntilItIs() throws Exception {
    client.newKey("ecdsa");
    List<String> withOther = new ArrayList<>(client.sshCommand(HOST, "true"));
    withOther.set(
        withOther.indexOf(client.key("ed25519").toString()), client.key("ecdsa").toString());

    assertThat(client.run(null, withOther).status()).isEqualTo(255);
    client.authorize("ecdsa");
    assertThat(client.run(null, withOther)).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void refusesUnknownUsersAndPasswords() throws Exception {
    assertThat(client.ssh("mallory@127.0.0.1", "true").err())
        .contains("Permission denied (publickey)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "sagemaker", "sagemaker-user"})
  void letsTheUsualUsersIn(String user) throws Exception {
    assertThat(client.ssh(user + "@127.0.0.1", "true").status()).isZero();
  }

  @Test
  void killsTheCommandOfAClientThatIsGone() throws Exception {
    Path started = directory.resolve("started");
    Path ended = directory.resolve("ended");
    Process ssh =
        new ProcessBuilder(
                client.sshCommand(
                    HOST,
                    "trap 'touch "
                        + ended
                        + "; exit' HUP; touch "
                        + started
                        + "; while :; do sleep 0.1; done"))
            .start();
    await().atMost(20, SECONDS).until(() -> Files.exists(started));

    ssh.destroyForcibly();

    await().atMost(20, SECONDS).until(() -> Files.exists(ended));
  }

  @Test
  void whatRunsInTheForegroundOfAScriptEndsWithAClientThatIsGone() throws Exception {
    Path inner = directory.resolve("inner");
    Process ssh =
        new ProcessBuilder(
                client.sshCommand(HOST, "sh -c 'echo $$ > " + inner + "; sleep 300'; echo more"))
            .start();
    await().atMost(20, SECONDS).until(() -> Files.exists(inner) && Files.size(inner) > 0);

    ssh.destroyForcibly();

    long pid = Long.parseLong(Files.readString(inner).strip());
    await().atMost(20, SECONDS).until(() -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void aServerStartedInTheBackgroundOutlivesAClientThatIsGone() throws Exception {
    Path server = directory.resolve("server");
    Path shell = directory.resolve("shell");
    Process ssh = new ProcessBuilder(client.sshCommand(HOST, "bash")).start();
    try (OutputStream script = ssh.getOutputStream()) {
      script.write(
          ("sleep 300 < /dev/null > /dev/null 2>&1 & echo $! > %s; echo $$ > %s; sleep 300\n"
                  .formatted(server, shell))
              .getBytes(StandardCharsets.UTF_8));
      script.flush();
      await().atMost(20, SECONDS).until(() -> Files.exists(shell) && Files.size(shell) > 0);
      ssh.destroyForcibly();
    }
    long gone = Long.parseLong(Files.readString(shell).strip());
    await().atMost(20, SECONDS).until(() -> ProcessHandle.of(gone).isEmpty());

    ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(server).strip())).get();
    assertThat(left.isAlive()).isTrue();
    assertThat(left.destroy()).isTrue();
  }

  @Test
  void whatACommandLeavesBehindLivesOn() throws Exception {
    Path go = directory.resolve("go");
    Path later = directory.resolve("later");
    String background = "while ! test -e %s; do sleep 0.1; done; touch %s".formatted(go, later);

    Result result = client.ssh(HOST, "(" + background + ") >/dev/null 2>&1 </dev/null & echo left");

    assertThat(result.out()).isEqualTo("left\n");
    Files.createFile(go);
    await().atMost(20, SECONDS).until(() -> Files.exists(later));
  }

  @Test
  void servesManyConnectionsAtOnce() throws Exception {
    List<CompletableFuture<Result>> results =
        IntStream.range(0, 12)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return client.ssh(HOST, "sleep 0.2; echo " + number);
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    for (int number = 0; number < results.size(); number++) {
      assertThat(results.get(number).get(60, SECONDS).out()).isEqualTo(number + "\n");
    }
  }

  private static void readAll(InputStream stream, StringBuffer output) {
    byte[] buffer = new byte[1024];
    try {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        output.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
