package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * What a user can get wrong or meet: each a clear error of its own, and nothing of the user's
 * changed.
 */
class BadInputIT {
  private static final List<String> NEEDED =
      List.of(
          "sts:GetCallerIdentity",
          "ssm:DescribeInstanceInformation",
          "ssm:ListTagsForResource",
          "s3:PutObject",
          "ssm:SendCommand",
          "ssm:GetCommandInvocation",
          "ssm:StartSession",
          "ssm:TerminateSession",
          "sagemaker:DescribeTrainingJob");
  private static final String EVERYTHING =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":\"*\"}]}";

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

  /** Runs, and sees a refusal of three lines that leaves the home directory as it was. */
  private Outcome assertRefused(Laptop laptop, ExitCode code, String... arguments)
      throws IOException {
    Map<Path, String> before = Digest.ofAll(home);
    Outcome outcome = assertFails(laptop, code, arguments);
    assertThat(Digest.ofAll(home)).isEqualTo(before);
    return outcome;
  }

  private static Outcome assertFails(Laptop laptop, ExitCode code, String... arguments) {
    Outcome outcome = laptop.training(arguments).run().failedWith(code.status());
    assertThat(outcome.err()).contains("error: ").contains("why: ").contains("do: ");
    assertThat(outcome.err()).doesNotContain("java.").doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
    return outcome;
  }

  /** With any free port: the default may be in use on this machine. */
  private static String[] connect(String job) {
    return new String[] {"connect", job, "--local-port", "0"};
  }

  @Test
  void jobThatDoesNotExist() throws IOException {
    assertRefused(alice(), ExitCode.JOB_NOT_FOUND, connect("no-such-job"));
  }

  @Test
  void jobThatEnded() throws IOException {
    Job failed = cloud.createPlainJob("failed", "raise SystemExit(3)");
    failed.end();

    Outcome outcome = assertRefused(alice(), ExitCode.JOB_ENDED, connect(failed.name()));

    assertThat(outcome.err()).contains("exit code: 3");
  }

  @Test
  void jobWithoutSsh() throws IOException {
    Job plain =
        cloud.createPlainJob("without-ssh", "import signal\nsignal.sigwait([signal.SIGTERM])");

    assertRefused(alice(), ExitCode.JOB_WITHOUT_SSH, connect(plain.name()));
  }

  @Test
  void twoNodesAndNoneChosen() throws IOException {
    Job two = cloud.createJob("two", Job.WAITING, 2, Map.of());
    two.awaitLog("Managed instance-id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> alice().training("list").run().out().contains("algo-2"));

    Outcome outcome = assertRefused(alice(), ExitCode.AMBIGUOUS_INSTANCE, connect(two.name()));

    assertThat(outcome.err()).contains("--node");
  }

  @Test
  void noRegion() throws IOException {
    Laptop laptop = alice().with(Map.of("AWS_REGION", "", "AWS_DEFAULT_REGION", ""));

    assertRefused(laptop, ExitCode.NO_REGION, connect("waiting"));
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

    assertRefused(laptop, ExitCode.NO_CREDENTIALS, connect("waiting"));
  }

  @Test
  void wrongCredentials() throws IOException {
    Laptop laptop = alice().with(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"));

    assertRefused(laptop, ExitCode.EXPIRED_CREDENTIALS, connect("waiting"));
  }

  @Test
  void unreachableEndpoint() throws IOException {
    int port = Loopback.freePort();
    Laptop laptop = alice().with(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port));

    Outcome outcome = assertRefused(laptop, ExitCode.ENDPOINT_UNREACHABLE, connect("waiting"));

    assertThat(outcome.err()).contains("127.0.0.1:" + port);
  }

  @Test
  void portInUse() throws IOException {
    try (ServerSocket taken = Loopback.listen()) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome =
          assertRefused(
              alice(), ExitCode.PORT_IN_USE, "connect", "waiting", "-N", "--local-port", port);

      assertThat(outcome.err()).contains(port);
    }
  }

  @Test
  void somebodyElsesContainer() throws IOException {
    Laptop bob = new Laptop(home, cloud.aws().environment("bob"));

    Outcome outcome =
        assertFails(bob, ExitCode.ACCESS_DENIED, "connect", "waiting", "-N", "--local-port", "0");

    assertThat(outcome.err()).contains("ssm:SendCommand").contains("belongs to someone else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssm:DescribeInstanceInformation",
        "ssm:ListTagsForResource",
        "s3:PutObject",
        "ssm:SendCommand",
        "ssm:GetCommandInvocation",
        "ssm:StartSession"
      })
  void aCallThatIsNotAllowedNamesThePolicyStatement(String action) throws IOException {
    String others =
        NEEDED.stream()
            .filter(needed -> !needed.equals(action))
            .collect(Collectors.joining("\",\"", "\"", "\""));
    cloud
        .aws()
        .faults()
        .policy(
            "alice",
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":["
                + others
                + "]}]}");
    try {
      Outcome outcome =
          assertFails(
              alice(), ExitCode.ACCESS_DENIED, "connect", "waiting", "-N", "--local-port", "0");

      assertThat(outcome.err())
          .containsPattern(
              "do: .*\\{\"Effect\":\"Allow\",\"Action\":\""
                  + action
                  + "\",\"Resource\":\"[^\"]+\"}");
      assertThat(home.resolve(".ssh/config")).doesNotExist();
    } finally {
      cloud.aws().faults().policy("alice", EVERYTHING);
    }
  }

  @Test
  void aJobThatMayNotBeLookedAtIsConnectedToAllTheSame() throws IOException {
    cloud.aws().faults().deny("alice", "sagemaker:DescribeTrainingJob");
    try {
      Outcome outcome = alice().training("connect", "waiting", "--local-port", "0", "true").run();

      assertThat(outcome.succeeded().err()).contains("Connected");
    } finally {
      cloud.aws().faults().allow("alice", "sagemaker:DescribeTrainingJob");
    }
  }

  @Test
  void expiredCredentials() throws IOException {
    String role = "arn:aws:iam::" + Cloud.ACCOUNT + ":role/" + Cloud.ROLE;
    AssumeRoleResponse assumed =
        cloud
            .configure(StsClient.builder())
            .build()
            .assumeRole(b -> b.roleArn(role).roleSessionName("laptop"));
    Credentials temporary = assumed.credentials();
    Laptop laptop =
        alice()
            .with(
                Map.of(
                    "AWS_ACCESS_KEY_ID", temporary.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", temporary.secretAccessKey(),
                    "AWS_SESSION_TOKEN", temporary.sessionToken()));
    cloud.aws().faults().expireCredentials(assumed.assumedRoleUser().arn());

    Outcome outcome = assertRefused(laptop, ExitCode.EXPIRED_CREDENTIALS, connect("waiting"));

    assertThat(outcome.err()).contains("expired");
  }

  @Test
  void anInstanceThatIsOffline() throws IOException {
    Job gone = cloud.createJob("gone", Job.WAITING, 1, Map.of());
    gone.awaitLog("Managed instance-id");
    String instance =
        alice()
            .training("list")
            .run()
            .succeeded()
            .out()
            .lines()
            .filter(line -> line.startsWith("gone "))
            .map(line -> line.substring(line.indexOf("mi-")))
            .findFirst()
            .orElseThrow();
    cloud.aws().faults().offline(instance, true);

    Outcome outcome =
        assertRefused(
            alice(),
            ExitCode.INSTANCE_OFFLINE,
            "connect",
            "gone",
            "--timeout",
            "1",
            "--local-port",
            "0");
    assertThat(outcome.err()).contains(instance);

    assertRefused(alice(), ExitCode.INSTANCE_OFFLINE, connect(instance));
  }

  @Test
  void aRememberedContainerWhoseJobHasEndedSince() throws IOException {
    Job job = cloud.createJob("remembered", Job.WAITING, 1, Map.of());
    job.awaitLog("Managed instance-id");
    alice().training("exec", job.name(), "--", "sm-wait", "stop").run().succeeded();
    job.end();

    Outcome outcome = assertFails(alice(), ExitCode.JOB_ENDED, connect(job.name()));

    assertThat(outcome.err()).doesNotContain("kex_exchange");
  }

  @Test
  void unknownCommandNamesTheNearest() throws IOException {
    Outcome outcome = assertRefused(alice(), ExitCode.USAGE, "conect", "waiting");

    assertThat(outcome.err()).contains("Did you mean: connect");
  }

  @Test
  void jobNameThatIsNone() throws IOException {
    assertRefused(alice(), ExitCode.USAGE, connect("a_b"));
  }
}
