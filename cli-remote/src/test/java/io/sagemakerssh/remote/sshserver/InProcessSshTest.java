package io.sagemakerssh.remote.sshserver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.remote.sshserver.OpenSshClient.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded server, used by the real {@code ssh} through connections of the server's process.
 */
class InProcessSshTest {
  @TempDir static Path directory;
  private static OpenSshClient client;
  private static InProcessRelay relay;

  @BeforeAll
  static void start() throws Exception {
    client = OpenSshClient.start(directory, Map.of("PATH", System.getenv("PATH")));
    relay = InProcessRelay.to(client.server());
  }

  @AfterAll
  static void stop() throws Exception {
    relay.close();
    client.close();
  }

  /**
   * As {@code ssh root@127.0.0.1}, but through the relay; the last of the same options counts not.
   */
  private static List<String> ssh(String... arguments) {
    List<String> command = client.sshCommand("-o", "HostKeyAlias=" + client.hostAlias());
    command.set(command.indexOf("-p") + 1, Integer.toString(relay.port()));
    command.add("root@127.0.0.1");
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void runsACommandWithItsOutputsApartAndItsStatus() throws Exception {
    Result result = client.run(null, ssh("echo out; echo err >&2; exit 7"));

    assertThat(result).isEqualTo(new Result(7, "out\n", "err\n"));
  }

  @Test
  void copiesBothWays() throws Exception {
    String lines = IntStream.range(0, 500_000).mapToObj(n -> n + "\n").collect(joining());
    Path copied = directory.resolve("copied");

    Result down = client.run(null, ssh("seq 0 499999"));
    Result up = client.run(lines, ssh("cat > '" + copied + "'"));

    assertThat(down).isEqualTo(new Result(0, lines, ""));
    assertThat(up).isEqualTo(new Result(0, "", ""));
    assertThat(copied).content().isEqualTo(lines);
  }

  @Test
  void sessionsAreToldOfTheServersAddress() throws Exception {
    assertThat(client.run(null, ssh("echo $SSH_CONNECTION")).out())
        .isEqualTo("127.0.0.1 0 127.0.0.1 " + client.port() + "\n");
  }

  @Test
  void killsTheCommandOfAClientThatIsGone() throws Exception {
    Path started = directory.resolve("started");
    Path ended = directory.resolve("ended");
    String script = "trap 'touch %s; exit' HUP; touch %s; while :; do sleep 0.1; done";
    Process gone = new ProcessBuilder(ssh(script.formatted(ended, started))).start();
    await().atMost(20, SECONDS).until(() -> Files.exists(started));

    gone.destroyForcibly();

    await().atMost(20, SECONDS).until(() -> Files.exists(ended));
  }

  @Test
  void refusesAStrangerInWords() throws Exception {
    List<String> stranger = ssh("true");
    stranger.set(stranger.indexOf("root@127.0.0.1"), "mallory@127.0.0.1");

    assertThat(client.run(null, stranger).err()).contains("Permission denied (publickey)");
  }
}
