package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.submit.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SessionState;

/**
 * The policies that {@code iam policy} prints are enough for the whole flow, and without any one of
 * their statements something fails that names it.
 */
class PermissionsIT {
  private static final String BOB = "AIDAJQABLZS4A3EXAMPLE";
  private static final String SSM_ROLE = "SageMakerSshHelper";

  @TempDir static Path directory;
  private static Cloud cloud;
  private static Roles roles;
  private static String laptopPolicy;
  private static String executionPolicy;
  private static String ssmPolicy;
  private static String ssmTrust;
  private static Job job;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    roles = new Roles(cloud);
    laptopPolicy = roles.printed("--role", "laptop");
    executionPolicy = roles.printed("--role", "execution");
    ssmPolicy = roles.printed("--role", "ssm");
    ssmTrust = roles.printed("--role", "ssm", "--trust");
    roles.makeExecutionRole("JobRole", executionPolicy);
    roles.makeSsmRole(SSM_ROLE, ssmTrust, ssmPolicy);
    job = createJob("permitted", "JobRole", SSM_ROLE);
    job.awaitLog("The SSM agent is online");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @BeforeEach
  void giveBobWhatIsPrinted() {
    cloud.aws().faults().policy("bob", laptopPolicy);
  }

  private static Job createJob(String name, String executionRole, String ssmRole)
      throws IOException {
    SshOptions ssh = SshOptions.of(ssmRole, BOB).withWaitTime(Duration.ofMinutes(5));
    return cloud.createJob(name, Job.WAITING, executionRole, ssh);
  }

  private Laptop bob() throws IOException {
    return new Laptop(home, cloud.aws().environment("bob"));
  }

  @Test
  void thePrintedPoliciesAreEnoughForTheWholeFlow() throws IOException {
    Job whole = createJob("whole", "JobRole", SSM_ROLE);

    try (Connection connection = Connection.open(bob(), whole.name())) {
      Outcome remote = bob().openSsh("ssh", "sagemaker-training", "echo here").run().succeeded();
      assertThat(remote.out()).isEqualTo("here\n");
      assertThat(connection.log()).contains("Connected");
    }
    bob().here("stop-waiting", whole.name()).succeeded();

    assertThat(whole.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(cloud.instances(whole)).isEmpty();
  }

  @Test
  void withoutDeregisterContainerAnEndedJobLeavesItsInstance() throws IOException {
    Job left = createJobWithout("DeregisterContainer");
    left.awaitLog("The SSM agent is online");
    bob().here("stop-waiting", left.name()).succeeded();

    assertThat(left.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(cloud.instances(left)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "FindContainers,     ssm:DescribeInstanceInformation",
    "SeeContainers,      ssm:ListTagsForResource",
    "RunCommands,        ssm:SendCommand on arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
    "OpenSessions,       ssm:StartSession on arn:aws:ssm:us-east-1::document/AWS-StartSSHSession",
    "HandOverPublicKey,  s3:PutObject"
  })
  void withoutAStatementOfTheLaptopsItsCallFails(String sid, String denied) throws IOException {
    cloud.aws().faults().policy("bob", Roles.without(sid, laptopPolicy));

    Outcome outcome = bob().here("exec", job.name(), "--", "true");

    outcome.failedWith(ExitCode.ACCESS_DENIED.status());
    assertThat(outcome.err()).contains("IAM denied " + denied);
  }

  @Test
  void withoutReachOwnContainersNoContainerIsReached() throws IOException {
    cloud.aws().faults().policy("bob", Roles.without("ReachOwnContainers", laptopPolicy));

    Outcome outcome = bob().here("exec", job.name(), "--", "true");

    outcome.failedWith(ExitCode.ACCESS_DENIED.status());
    assertThat(outcome.err())
        .containsPattern("IAM denied ssm:(SendCommand|StartSession) on \\S+:managed-instance/mi-");
  }

  @Test
  void withoutSeeJobsNobodyKnowsThatThereIsNoSuchJob() throws IOException {
    bob()
        .here("exec", "--timeout", "0", "no-such-job", "--", "true")
        .failedWith(ExitCode.JOB_NOT_FOUND.status());
    cloud.aws().faults().policy("bob", Roles.without("SeeJobs", laptopPolicy));

    Outcome outcome = bob().here("exec", "--timeout", "0", "no-such-job", "--", "true");

    outcome.failedWith(ExitCode.TIMEOUT.status());
    assertThat(outcome.err()).contains("sagemaker:DescribeTrainingJob");
  }

  @Test
  void withoutKeepOwnSessionsACutConnectionIsTheEnd() throws Exception {
    assertThat(cut("echo").status()).isZero();
    cloud.aws().faults().policy("bob", Roles.without("KeepOwnSessions", laptopPolicy));

    assertThat(cut("echo").status()).isNotZero();
  }

  /** Cuts the websocket of a running command, and lets the command end afterwards. */
  private Outcome cut(String word) throws Exception {
    Path marker = home.resolve("go-on");
    Files.deleteIfExists(marker);
    SsmClient ssm = cloud.ssm();
    Laptop bob = bob();
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(
            () ->
                bob.here(
                    "exec",
                    job.name(),
                    "--",
                    "touch "
                        + marker
                        + ".started; while [ ! -e "
                        + marker
                        + " ]; do sleep 0.05; done; "
                        + word));
    Path started = Path.of(marker + ".started");
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(started));
    assertThat(ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions()).isNotEmpty();
    cloud.aws().faults().disconnectClients();
    Files.createFile(marker);
    Outcome outcome = running.get(60, TimeUnit.SECONDS);
    Files.deleteIfExists(started);
    return outcome;
  }

  @Test
  void withoutAStatementOfTheContainersItsStepFails() throws IOException {
    Map<String, String> failing = new LinkedHashMap<>();
    failing.put("ActivateContainer", "IAM denied ssm:CreateActivation");
    failing.put("TagContainer", "IAM denied ssm:AddTagsToResource");
    failing.put("PassSsmRole", "IAM denied iam:PassRole");
    failing.put("Ping", "ssm:UpdateInstanceInformation");
    failing.put("OpenChannels", "CreateControlChannel was refused with HTTP status 403");
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (String sid : failing.keySet()) {
      jobs.put(sid, createJobWithout(sid));
    }

    failing.forEach((sid, said) -> jobs.get(sid).awaitLog(said));
  }

  private static Job createJobWithout(String sid) throws IOException {
    String name = "without-" + sid;
    if (executionPolicy.contains(sid)) {
      roles.makeExecutionRole(name, Roles.without(sid, executionPolicy));
      return createJob(name, name, SSM_ROLE);
    }
    roles.makeSsmRole(name, ssmTrust, Roles.without(sid, ssmPolicy));
    String execution = "execution-" + sid;
    roles.makeExecutionRole(execution, executionPolicy.replace(SSM_ROLE, name));
    return createJob(name, execution, name);
  }

  @Test
  void withoutFetchPublicKeyTheContainerDoesNotGetIt() throws IOException {
    roles.change("JobRole", Roles.without("FetchPublicKey", executionPolicy));
    try {
      Outcome outcome = bob().here("exec", job.name(), "--", "true");

      outcome.failedWith(ExitCode.KEY_COPY_FAILED.status());
      assertThat(outcome.err()).contains("s3:GetObject");
    } finally {
      roles.change("JobRole", executionPolicy);
    }
  }

  @Test
  void checkSaysWhatIsThereAndWhatIsMissing() throws IOException {
    Laptop alice = cloud.laptop("alice");
    assertThat(bob().here("iam", "check").succeeded().out()).doesNotContain("Deny");
    alice
        .here(
            "iam",
            "check",
            "--role",
            "execution",
            "--principal",
            "arn:aws:iam::123456789012:role/JobRole")
        .succeeded();
    alice.here("iam", "check", "--role", "ssm").succeeded();
    cloud.aws().faults().policy("bob", Roles.without("OpenSessions", laptopPolicy));

    Outcome missing = bob().here("iam", "check").failedWith(ExitCode.ACCESS_DENIED.status());

    assertThat(missing.out())
        .containsPattern("OpenSessions +ssm:StartSession +implicitDeny +\\S+AWS-StartSSHSession")
        .containsOnlyOnce("Missing: ")
        .contains("Missing: {\"Sid\":\"OpenSessions\"");
  }
}
