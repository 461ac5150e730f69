package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.submit.SshOptions;
import io.sagemakerssh.it.localaws.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** {@code doctor}: each test breaks exactly one thing, and expects exactly that cause. */
class DoctorIT {
  private static final String BOB = "AIDAJQABLZS4A3EXAMPLE";
  private static final String SSM_ROLE = "SageMakerSshHelper";
  private static final String TIER = "/ssm/managed-instance/activation-tier";
  private static final String UNPACK =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]);"
          + " [print(z.read(name).decode()) for name in z.namelist()]";
  private static final String FOREVER = "import signal\nsignal.sigwait([signal.SIGTERM])";

  @TempDir static Path directory;
  private static Cloud cloud;
  private static Roles roles;
  private static SsmClient ssm;
  private static String laptopPolicy;
  private static String executionPolicy;
  private static Job job;
  private static String instance;
  private static Job untrusted;
  private static Job roleless;
  private static Job unactivated;
  private static Job channelless;
  private static Job uncalled;
  private static Job unknown;
  @TempDir Path home;

  /** One check of the report. */
  private record Found(String status, String name, String text, String mend) {}

  /** The cause, as the report names it, and the exit code. */
  private record Report(int exitCode, String cause, String text, String mend, List<Found> checks) {}

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    roles = new Roles(cloud);
    ssm = cloud.ssm();
    laptopPolicy = roles.printed("--role", "laptop");
    executionPolicy = roles.printed("--role", "execution");
    String ssmPolicy = roles.printed("--role", "ssm");
    String trust = roles.printed("--role", "ssm", "--trust");
    roles.makeExecutionRole("JobRole", executionPolicy);
    roles.makeSsmRole(SSM_ROLE, trust, ssmPolicy);
    roles.makeSsmRole(
        "Untrusting", trust.replace("ssm.amazonaws.com", "ec2.amazonaws.com"), ssmPolicy);
    roles.makeSsmRole("Channelless", trust, Roles.without("OpenChannels", ssmPolicy));
    roles.makeExecutionRole("Unactivated", Roles.without("ActivateContainer", executionPolicy));
    for (String name : List.of("Untrusting", "Missing", "Channelless")) {
      roles.makeExecutionRole("For" + name, executionPolicy.replace(SSM_ROLE, name));
    }
    job = createJob("healthy", Job.WAITING, "JobRole", SSM_ROLE);
    unknown = createJob("unknown", Job.WAITING, "JobRole", SSM_ROLE);
    untrusted = createJob("untrusted", Job.WAITING + FOREVER, "ForUntrusting", "Untrusting");
    roleless = createJob("roleless", Job.WAITING + FOREVER, "ForMissing", "Missing");
    unactivated = createJob("unactivated", Job.WAITING + FOREVER, "Unactivated", SSM_ROLE);
    channelless = createJob("channelless", Job.WAITING, "ForChannelless", "Channelless");
    uncalled = createJob("uncalled", FOREVER, "JobRole", SSM_ROLE);
    job.awaitLog("The SSM agent is online");
    instance = cloud.instances(job).get(0).instanceId();
    cloud.aws().faults().policy("bob", laptopPolicy);
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @AfterEach
  void mend() {
    Faults faults = cloud.aws().faults();
    faults.policy("bob", laptopPolicy);
    faults.clockAhead(Duration.ZERO);
    faults.offline(instance, false);
    faults.deaf(instance, false);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ssm.getConnectionStatus(r -> r.target(instance))
                    .statusAsString()
                    .equals("connected"));
  }

  private static Job createJob(String name, String trainPy, String execution, String ssmRole)
      throws IOException {
    SshOptions ssh = SshOptions.of(ssmRole, BOB).withWaitTime(Duration.ofMinutes(5));
    return cloud.createJob(name, trainPy, execution, ssh);
  }

  private Laptop bob() throws IOException {
    return new Laptop(home, cloud.aws().environment("bob"));
  }

  private static Report doctor(Laptop laptop, String... arguments) {
    List<String> line = new ArrayList<>(List.of("doctor", "--output", "json"));
    line.addAll(List.of(arguments));
    Outcome outcome = laptop.here(line.toArray(String[]::new));
    JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    List<Found> checks =
        json.getAsJsonArray("checks").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(
                one ->
                    new Found(
                        text(one, "status"),
                        text(one, "name"),
                        text(one, "text"),
                        text(one, "mend")))
            .toList();
    JsonObject cause = json.has("cause") ? json.getAsJsonObject("cause") : new JsonObject();
    return new Report(
        outcome.status(), text(cause, "name"), text(cause, "text"), text(cause, "mend"), checks);
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : "none";
  }

  private static void assertCause(Report report, String cause, ExitCode code, String mend) {
    assertThat(report.cause()).as("%s", report).isEqualTo(cause);
    assertThat(report.exitCode()).as("%s", report).isEqualTo(code.status());
    assertThat(report.mend()).contains(mend);
  }

  @Test
  void nothingIsWrong() throws IOException {
    Report report = doctor(bob(), job.name());

    assertThat(report.checks()).allSatisfy(check -> assertThat(check.status()).isEqualTo("ok"));
    assertThat(report.exitCode()).isZero();
    assertThat(report.cause()).isEqualTo("none");
    assertThat(bob().here("doctor", job.name()).succeeded().out())
        .contains("'connect healthy' should work");
  }

  @Test
  void theContainersPart() throws IOException {
    Outcome inside = bob().training("exec", job.name(), "--", "sm-doctor").run().succeeded();
    Outcome asJson =
        bob().training("exec", job.name(), "--", "sm-doctor --output json").run().succeeded();
    assertThat(JsonParser.parseString(asJson.out()).getAsJsonObject().has("checks")).isTrue();

    assertThat(inside.out())
        .containsPattern("ok +SSM agent +The SSM agent is online as " + instance)
        .contains("Nothing is wrong in this container.")
        .doesNotContain("warn");
  }

  @Test
  void theBundleHoldsNoSecret() throws IOException {
    Laptop laptop = bob().with(Map.of("HF_TOKEN", "hf_do-not-tell"));
    Path file = home.resolve("report.zip");

    laptop.here("doctor", job.name(), "--bundle", file.toString()).succeeded();

    Outcome content = laptop.program("python3", "-c", UNPACK, file.toString()).run().succeeded();
    assertThat(content.out())
        .contains("key copy", "java.version")
        .doesNotContain(cloud.aws().environment("bob").get("AWS_SECRET_ACCESS_KEY"))
        .doesNotContain("hf_do-not-tell", "PRIVATE", Cloud.ACCOUNT, home.toString());
  }

  @Test
  void noRegion() throws IOException {
    Laptop laptop = bob().with(Map.of("AWS_REGION", "", "AWS_DEFAULT_REGION", ""));

    assertCause(doctor(laptop, job.name()), "region", ExitCode.NO_REGION, "--region");
  }

  @Test
  void noCredentials() throws IOException {
    Laptop laptop =
        bob()
            .with(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "",
                    "AWS_SECRET_ACCESS_KEY", "",
                    "AWS_EC2_METADATA_DISABLED", "true"));
    Outcome outcome = laptop.training("doctor", "--output", "json").run();

    outcome.failedWith(ExitCode.NO_CREDENTIALS.status());
    assertThat(outcome.out()).contains("\"cause\":{\"name\":\"credentials\"");
  }

  @Test
  void wrongCredentials() throws IOException {
    Laptop laptop = bob().with(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"));

    assertCause(
        doctor(laptop, job.name()),
        "identity",
        ExitCode.EXPIRED_CREDENTIALS,
        "aws sts get-caller-identity");
  }

  @Test
  void expiredCredentials() throws IOException {
    Credentials session =
        cloud
            .configure(StsClient.builder())
            .build()
            .assumeRole(
                r ->
                    r.roleArn("arn:aws:iam::" + Cloud.ACCOUNT + ":role/" + Cloud.ROLE)
                        .roleSessionName("jane"))
            .credentials();
    cloud.aws().faults().expireCredentials(Cloud.ROLE);
    Laptop laptop =
        bob()
            .with(
                Map.of(
                    "AWS_ACCESS_KEY_ID", session.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", session.secretAccessKey(),
                    "AWS_SESSION_TOKEN", session.sessionToken()));

    assertCause(doctor(laptop, job.name()), "identity", ExitCode.EXPIRED_CREDENTIALS, "Renew them");
  }

  @Test
  void wrongClock() throws IOException {
    cloud.aws().faults().clockAhead(Duration.ofMinutes(20));

    Report report = doctor(bob());

    assertThat(report.checks())
        .filteredOn(check -> check.status().equals("warn") || check.status().equals("fail"))
        .first()
        .satisfies(
            check -> {
              assertThat(check.name()).isEqualTo("clock");
              assertThat(check.text()).contains("behind AWS's");
              assertThat(check.mend()).contains("timedatectl");
            });
  }

  @Test
  void unreachableEndpoint() throws IOException {
    Laptop laptop =
        bob().with(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + Loopback.freePort()));

    assertCause(
        doctor(laptop, job.name()), "endpoints", ExitCode.ENDPOINT_UNREACHABLE, "AWS_ENDPOINT_URL");
  }

  @Test
  void untrustedCertificate() throws IOException {
    Laptop laptop = bob().with(Map.of("AWS_ENDPOINT_URL", cloud.aws().tlsEndpoint().toString()));

    assertCause(
        doctor(laptop, job.name()), "endpoints", ExitCode.ENDPOINT_UNREACHABLE, "AWS_CA_BUNDLE");
  }

  @Test
  void unreachableProxy() throws IOException {
    Laptop laptop = bob().with(Map.of("HTTP_PROXY", "http://127.0.0.1:" + Loopback.freePort()));

    assertCause(doctor(laptop, job.name()), "proxy", ExitCode.ENDPOINT_UNREACHABLE, "NO_PROXY");
  }

  @Test
  void standardTier() throws IOException {
    ssm.updateServiceSetting(r -> r.settingId(TIER).settingValue("standard"));
    try {
      assertCause(
          doctor(bob(), job.name()),
          "tier",
          ExitCode.ADVANCED_TIER_REQUIRED,
          "aws ssm update-service-setting --setting-id " + TIER + " --setting-value advanced");
    } finally {
      ssm.updateServiceSetting(r -> r.settingId(TIER).settingValue("advanced"));
    }
  }

  @Test
  void noSuchJob() throws IOException {
    assertCause(doctor(bob(), "no-such-job"), "job", ExitCode.JOB_NOT_FOUND, "list-training-jobs");
  }

  @Test
  void endedJob() throws IOException {
    Job ended = cloud.createPlainJob("ended", "raise SystemExit(3)");
    ended.end();

    Report report = doctor(bob(), ended.name());

    assertCause(report, "job", ExitCode.JOB_ENDED, "Start the job again");
    assertThat(report.text()).contains("exit code: 3");
  }

  @Test
  void jobWithoutSsh() throws IOException {
    Job plain = cloud.createPlainJob("without-ssh", FOREVER);

    assertCause(
        doctor(bob(), plain.name()), "job", ExitCode.JOB_WITHOUT_SSH, "setup_and_start_ssh()");
  }

  @Test
  void ssmRoleWithoutTrust() throws IOException {
    untrusted.awaitLog("ERROR");

    assertCause(
        doctor(bob(), untrusted.name()),
        "role trust",
        ExitCode.REGISTRATION_FAILED,
        "\"Principal\":{\"Service\":\"ssm.amazonaws.com\"}");
  }

  @Test
  void noSuchSsmRole() throws IOException {
    roleless.awaitLog("ERROR");

    Report report = doctor(bob(), roleless.name());

    assertCause(report, "role trust", ExitCode.REGISTRATION_FAILED, "docs/iam.cfn.yaml");
    assertThat(report.text()).contains("there is no role 'Missing'");
  }

  @Test
  void executionRoleWithoutPermission() throws IOException {
    unactivated.awaitLog("ERROR");

    assertCause(
        doctor(bob(), unactivated.name()),
        "execution policy",
        ExitCode.ACCESS_DENIED,
        "\"Action\":\"ssm:CreateActivation\"");
  }

  @Test
  void ssmRoleWithoutPermission() throws IOException {
    channelless.awaitLog("The control channel is down");

    assertCause(
        doctor(bob(), channelless.name()),
        "ssm policy",
        ExitCode.ACCESS_DENIED,
        "ssmmessages:CreateControlChannel");
  }

  @Test
  void programThatNeverSetsSshUp() throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> uncalled.description().secondaryStatusAsString().equals("Training"));

    assertCause(
        doctor(bob(), uncalled.name()),
        "log",
        ExitCode.JOB_WITHOUT_SSH,
        "from sagemaker_ssh_helper import setup_and_start_ssh");
  }

  @Test
  void instanceThatSomebodyDeregistered() throws IOException {
    unknown.awaitLog("The SSM agent is online");
    String id = cloud.instances(unknown).get(0).instanceId();
    ssm.deregisterManagedInstance(r -> r.instanceId(id));

    assertCause(doctor(bob(), unknown.name()), "activation", ExitCode.TIMEOUT, "--region");
  }

  @Test
  void lostConnection() throws IOException {
    cloud.aws().faults().offline(instance, true);

    assertCause(
        doctor(bob(), job.name()), "ping status", ExitCode.INSTANCE_OFFLINE, "VPC endpoints");
  }

  @Test
  void noControlChannel() throws IOException {
    cloud.aws().faults().deaf(instance, true);

    assertCause(
        doctor(bob(), job.name()), "control channel", ExitCode.TARGET_NOT_CONNECTED, "ssmmessages");
  }

  @Test
  void somebodyElsesContainer() throws IOException {
    tag("SSHOwner", "AIDAOTHER");
    try {
      Report report = doctor(bob(), job.name());

      assertCause(report, "owner tag", ExitCode.ACCESS_DENIED, "SSH_OWNER_TAG=" + BOB);
      assertThat(report.text()).contains("AIDAOTHER");
    } finally {
      tag("SSHOwner", BOB);
    }
  }

  @Test
  void noSuchBucket() throws IOException {
    cloud.aws().faults().policy("bob", laptopPolicy.replace(Cloud.BUCKET, "*"));

    Report report = doctor(bob(), job.name(), "--bucket", "no-such-bucket");

    assertThat(report.checks())
        .filteredOn(check -> check.status().equals("fail"))
        .extracting(Found::name)
        .contains("key copy");
    assertThat(report.checks().toString()).contains("there is no bucket 'no-such-bucket'");
  }

  @Test
  void uploadDenied() throws IOException {
    cloud.aws().faults().policy("bob", Roles.without("HandOverPublicKey", laptopPolicy));

    assertCause(
        doctor(bob(), job.name()),
        "key copy",
        ExitCode.ACCESS_DENIED,
        "\"Sid\":\"HandOverPublicKey\"");
  }

  @Test
  void downloadDenied() throws IOException {
    roles.change("JobRole", Roles.without("FetchPublicKey", executionPolicy));
    try {
      assertCause(
          doctor(bob(), job.name()),
          "execution policy",
          ExitCode.ACCESS_DENIED,
          "\"Sid\":\"FetchPublicKey\"");
    } finally {
      roles.change("JobRole", executionPolicy);
    }
  }

  @Test
  void sessionDenied() throws IOException {
    cloud.aws().faults().policy("bob", Roles.without("OpenSessions", laptopPolicy));

    assertCause(
        doctor(bob(), job.name()), "session", ExitCode.ACCESS_DENIED, "\"Sid\":\"OpenSessions\"");
  }

  @Test
  void noSshServer() throws IOException {
    String port = tag("SSHPort");
    tag("SSHPort", Integer.toString(Loopback.freePort()));
    try {
      Report report = doctor(bob(), job.name());

      assertThat(report.cause()).as("%s", report).isEqualTo("SSH banner");
      assertThat(report.exitCode()).isEqualTo(ExitCode.SESSION_FAILED.status());
      assertThat(report.mend()).contains("sm-doctor");
    } finally {
      tag("SSHPort", port);
    }
  }

  @Test
  void otherHostKey() throws IOException {
    String published = tag("SSHHostKey");
    tag(
        "SSHHostKey",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
    try {
      assertCause(
          doctor(bob(), job.name()), "host key", ExitCode.HOST_KEY_MISMATCH, "do not connect");
    } finally {
      tag("SSHHostKey", published);
    }
  }

  @Test
  void whatCannotBeAskedIsToldAsUnknown() throws IOException {
    cloud.aws().faults().policy("bob", withoutExtras());

    Report report = doctor(bob(), job.name());

    assertThat(report.exitCode()).isZero();
    assertThat(report.checks())
        .filteredOn(check -> check.status().equals("unknown"))
        .extracting(Found::name)
        .containsExactly("tier", "role trust", "execution policy", "ssm policy", "log");
  }

  private static String withoutExtras() {
    return Roles.without(
        "ReadLogs", Roles.without("AskIam", Roles.without("SeeTier", laptopPolicy)));
  }

  private static String tag(String name) {
    return ssm
        .listTagsForResource(
            r -> r.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE).resourceId(instance))
        .tagList()
        .stream()
        .filter(tag -> tag.key().equals(name))
        .map(Tag::value)
        .findFirst()
        .orElseThrow();
  }

  private static void tag(String name, String value) {
    ssm.addTagsToResource(
        r ->
            r.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE)
                .resourceId(instance)
                .tags(Tag.builder().key(name).value(value).build()));
  }
}
