package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user can get wrong or meet: each a clear error of its own, and nothing of the user's
 * changed.
 */
class BadInputIT {
  @TempDir static Path directory;
  private static Cloud cloud;
  private static Job waiting;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    waiting = cloud.createJob("waiting", Job.WAITING, 1, Map.of());
    waiting.awaitLog("Managed instance-id");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private Laptop alice() throws IOException {
    return new Laptop(home, cloud.aws().environment("alice"));
  }

  private static void assertThreeLines(Outcome outcome) {
    assertThat(outcome.err()).contains("error: ").contains("why: ").contains("do: ");
    assertThat(outcome.err()).doesNotContain("java.").doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  private static void assertRefused(Outcome outcome, ExitCode code) {
    outcome.failedWith(code.status());
    assertThreeLines(outcome);
  }

  @Test
  void jobThatDoesNotExist() throws IOException {
    assertRefused(alice().training("connect", "no-such-job").run(), ExitCode.JOB_NOT_FOUND);
    assertThat(home.resolve(".ssh/config")).doesNotExist();
  }

  @Test
  void jobThatEnded() throws IOException {
    Job failed = cloud.createPlainJob("failed", "raise SystemExit(3)");
    failed.end();

    Outcome outcome = alice().training("connect", failed.name()).run();

    assertRefused(outcome, ExitCode.JOB_ENDED);
    assertThat(outcome.err()).contains("exit code: 3");
  }

  @Test
  void jobWithoutSsh() throws IOException {
    Job plain =
        cloud.createPlainJob("without-ssh", "import signal\nsignal.sigwait([signal.SIGTERM])");

    assertRefused(alice().training("connect", plain.name()).run(), ExitCode.JOB_WITHOUT_SSH);
  }

  @Test
  void twoNodesAndNoneChosen() throws IOException {
    Job two = cloud.createJob("two", Job.WAITING, 2, Map.of());
    two.awaitLog("Managed instance-id");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> alice().training("list").run().out().contains("algo-2"));

    Outcome outcome = alice().training("connect", two.name(), "-N").run();

    assertRefused(outcome, ExitCode.AMBIGUOUS_INSTANCE);
    assertThat(outcome.err()).contains("--node");
  }

  @Test
  void noRegion() throws IOException {
    Laptop laptop = alice().with(Map.of("AWS_REGION", "", "AWS_DEFAULT_REGION", ""));

    assertRefused(laptop.training("connect", "waiting").run(), ExitCode.NO_REGION);
  }

  @Test
  void noCredentials() throws IOException {
    Laptop laptop =
        alice()
            .with(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "",
                    "AWS_SECRET_ACCESS_KEY", "",
                    "AWS_EC2_METADATA_DISABLED", "true"));

    assertRefused(laptop.training("connect", "waiting").run(), ExitCode.NO_CREDENTIALS);
  }

  @Test
  void wrongCredentials() throws IOException {
    Laptop laptop = alice().with(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"));

    assertRefused(laptop.training("connect", "waiting").run(), ExitCode.EXPIRED_CREDENTIALS);
  }

  @Test
  void unreachableEndpoint() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Laptop laptop = alice().with(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port));

    Outcome outcome = laptop.training("connect", "waiting").run();

    assertRefused(outcome, ExitCode.ENDPOINT_UNREACHABLE);
    assertThat(outcome.err()).contains("127.0.0.1:" + port);
  }

  @Test
  void portInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome = alice().training("connect", "waiting", "-N", "--local-port", port).run();

      assertRefused(outcome, ExitCode.PORT_IN_USE);
      assertThat(outcome.err()).contains(port);
    }
  }

  @Test
  void sshConfigThatIsNoFile() throws IOException {
    Path config = Files.createDirectories(home.resolve(".ssh/config"));
    Files.writeString(config.resolve("mine"), "kept");

    assertRefused(
        alice().training("connect", "waiting", "-N", "--local-port", "0").run(),
        ExitCode.SSH_CONFIG_REFUSED);
    assertThat(config.resolve("mine")).hasContent("kept");
  }

  @Test
  void sshConfigOfTheUsersIsKept() throws IOException {
    Path config = Files.createDirectories(home.resolve(".ssh")).resolve("config");
    String mine = "# mine\nHost mine\n  HostName example.com\n";
    Files.writeString(config, mine);

    try (Connection connection = Connection.open(alice(), "waiting")) {
      assertThat(connection.log()).contains("Connected");
    }

    assertThat(Files.readString(config)).endsWith(mine).contains("Include ");
  }

  @Test
  void aKeyOfTheUsersIsKept() throws IOException {
    Path key = Files.createDirectories(home.resolve(".ssh")).resolve("sagemaker-ssh-gw");
    alice()
        .program("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString())
        .run()
        .succeeded();
    String before = Digest.of(key);

    try (Connection connection = Connection.open(alice(), "waiting")) {
      alice().openSsh("ssh", "sagemaker-training", "true").run().succeeded();
      assertThat(connection.log()).contains("Connected");
    }

    assertThat(Digest.of(key)).isEqualTo(before);
  }

  @Test
  void somebodyElsesContainer() throws IOException {
    Laptop bob = new Laptop(home, cloud.aws().environment("bob"));

    Outcome outcome = bob.training("connect", "waiting", "-N", "--local-port", "0").run();

    assertRefused(outcome, ExitCode.ACCESS_DENIED);
    assertThat(outcome.err()).contains("ssm:SendCommand");
  }

  @Test
  void unknownCommandNamesTheNearest() throws IOException {
    Outcome outcome = alice().training("conect", "waiting").run();

    outcome.failedWith(ExitCode.USAGE.status());
    assertThat(outcome.err()).contains("connect");
  }

  @Test
  void jobNameThatIsNone() throws IOException {
    assertRefused(alice().training("connect", "a_b").run(), ExitCode.USAGE);
  }
}
