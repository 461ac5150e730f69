package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} of jobs that nobody can connect to, each for one reason of its own. */
class DoctorJobIT {
  private static final String FOREVER = "import signal\nsignal.sigwait([signal.SIGTERM])";

  @TempDir static Path directory;
  private static PermittedCloud permitted;
  private static Cloud cloud;
  private static Job untrusted;
  private static Job roleless;
  private static Job unactivated;
  private static Job channelless;
  private static Job uncalled;
  private static Job unknown;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    permitted = PermittedCloud.start(directory);
    cloud = permitted.cloud();
    makeRoles();
    // All at once: each takes seconds until its log tells.
    unknown = permitted.createJob("unknown", Job.WAITING);
    untrusted =
        permitted.createJob("untrusted", Job.WAITING + FOREVER, "ForUntrusting", "Untrusting");
    roleless = permitted.createJob("roleless", Job.WAITING + FOREVER, "ForMissing", "Missing");
    unactivated =
        permitted.createJob(
            "unactivated", Job.WAITING + FOREVER, "Unactivated", PermittedCloud.SSM_ROLE);
    channelless = permitted.createJob("channelless", Job.WAITING, "ForChannelless", "Channelless");
    uncalled = permitted.createJob("uncalled", FOREVER);
  }

  private static void makeRoles() {
    Roles roles = permitted.roles();
    String trust = permitted.ssmTrust();
    String ssmPolicy = permitted.ssmPolicy();
    String executionPolicy = permitted.executionPolicy();
    roles.makeSsmRole(
        "Untrusting", trust.replace("ssm.amazonaws.com", "ec2.amazonaws.com"), ssmPolicy);
    roles.makeSsmRole("Channelless", trust, Roles.without("OpenChannels", ssmPolicy));
    roles.makeExecutionRole("Unactivated", Roles.without("ActivateContainer", executionPolicy));
    for (String name : List.of("Untrusting", "Missing", "Channelless")) {
      roles.makeExecutionRole("For" + name, executionPolicy.replace(PermittedCloud.SSM_ROLE, name));
    }
  }

  @AfterAll
  static void stop() {
    permitted.close();
  }

  private Laptop bob() throws IOException {
    return permitted.bob(home);
  }

  @Test
  void noSuchJob() throws IOException {
    DoctorReport.of(bob(), "no-such-job")
        .assertCause("job", ExitCode.JOB_NOT_FOUND, "list-training-jobs");
  }

  @Test
  void endedJob() throws IOException {
    Job ended = cloud.createPlainJob("ended", "raise SystemExit(3)");
    ended.end();

    DoctorReport report = DoctorReport.of(bob(), ended.name());

    report.assertCause("job", ExitCode.JOB_ENDED, "Start the job again");
    assertThat(report.text()).contains("exit code: 3");
  }

  @Test
  void jobWithoutSsh() throws IOException {
    Job plain = cloud.createPlainJob("without-ssh", FOREVER);

    DoctorReport.of(bob(), plain.name())
        .assertCause("job", ExitCode.JOB_WITHOUT_SSH, "setup_and_start_ssh()");
  }

  @Test
  void ssmRoleWithoutTrust() throws IOException {
    untrusted.awaitLog("ERROR");

    DoctorReport.of(bob(), untrusted.name())
        .assertCause(
            "role trust",
            ExitCode.REGISTRATION_FAILED,
            "\"Principal\":{\"Service\":\"ssm.amazonaws.com\"}");
  }

  @Test
  void noSuchSsmRole() throws IOException {
    roleless.awaitLog("ERROR");

    DoctorReport report = DoctorReport.of(bob(), roleless.name());

    report.assertCause("role trust", ExitCode.REGISTRATION_FAILED, "docs/iam.cfn.yaml");
    assertThat(report.text()).contains("there is no role 'Missing'");
  }

  @Test
  void executionRoleWithoutPermission() throws IOException {
    unactivated.awaitLog("ERROR");

    DoctorReport.of(bob(), unactivated.name())
        .assertCause(
            "execution policy", ExitCode.ACCESS_DENIED, "\"Action\":\"ssm:CreateActivation\"");
  }

  @Test
  void ssmRoleWithoutPermission() throws IOException {
    channelless.awaitLog("The control channel is down");

    DoctorReport.of(bob(), channelless.name())
        .assertCause("ssm policy", ExitCode.ACCESS_DENIED, "ssmmessages:CreateControlChannel");
  }

  @Test
  void programThatNeverSetsSshUp() throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> uncalled.description().secondaryStatusAsString().equals("Training"));

    DoctorReport.of(bob(), uncalled.name())
        .assertCause(
            "log",
            ExitCode.JOB_WITHOUT_SSH,
            "from sagemaker_ssh_helper import setup_and_start_ssh");
  }

  @Test
  void instanceThatSomebodyDeregistered() throws IOException {
    unknown.awaitLog("The SSM agent is online");
    String id = cloud.instances(unknown).get(0).instanceId();
    cloud.ssm().deregisterManagedInstance(r -> r.instanceId(id));

    DoctorReport.of(bob(), unknown.name()).assertCause("activation", ExitCode.TIMEOUT, "--region");
  }
}
