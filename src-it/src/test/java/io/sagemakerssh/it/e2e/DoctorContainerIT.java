package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.it.localaws.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * {@code doctor} of a container that is well: each test breaks exactly one thing, and expects
 * exactly that cause.
 */
class DoctorContainerIT {
  private static final String TIER = "/ssm/managed-instance/activation-tier";
  private static final String UNPACK =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]);"
          + " [print(z.read(name).decode()) for name in z.namelist()]";

  @TempDir static Path directory;
  private static PermittedCloud permitted;
  private static Cloud cloud;
  private static SsmClient ssm;
  private static Job job;
  private static String instance;
  private static InstanceTags tags;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    permitted = PermittedCloud.start(directory);
    cloud = permitted.cloud();
    ssm = cloud.ssm();
    job = permitted.createJob("healthy", Job.WAITING);
    job.awaitLog("The SSM agent is online");
    instance = cloud.instances(job).get(0).instanceId();
    tags = new InstanceTags(ssm, instance);
  }

  @AfterAll
  static void stop() {
    permitted.close();
  }

  @AfterEach
  void mend() {
    permitted.permitBob(permitted.laptopPolicy());
    Faults faults = cloud.aws().faults();
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

  private Laptop bob() throws IOException {
    return permitted.bob(home);
  }

  @Test
  void nothingIsWrong() throws IOException {
    DoctorReport report = DoctorReport.of(bob(), job.name());

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
  void standardTier() throws IOException {
    ssm.updateServiceSetting(r -> r.settingId(TIER).settingValue("standard"));
    try {
      DoctorReport.of(bob(), job.name())
          .assertCause(
              "tier",
              ExitCode.ADVANCED_TIER_REQUIRED,
              "aws ssm update-service-setting --setting-id " + TIER + " --setting-value advanced");
    } finally {
      ssm.updateServiceSetting(r -> r.settingId(TIER).settingValue("advanced"));
    }
  }

  @Test
  void lostConnection() throws IOException {
    cloud.aws().faults().offline(instance, true);

    DoctorReport.of(bob(), job.name())
        .assertCause("ping status", ExitCode.INSTANCE_OFFLINE, "VPC endpoints");
  }

  @Test
  void noControlChannel() throws IOException {
    cloud.aws().faults().deaf(instance, true);

    DoctorReport.of(bob(), job.name())
        .assertCause("control channel", ExitCode.TARGET_NOT_CONNECTED, "ssmmessages");
  }

  @Test
  void somebodyElsesContainer() throws IOException {
    tags.set("SSHOwner", "AIDAOTHER");
    try {
      DoctorReport report = DoctorReport.of(bob(), job.name());

      report.assertCause(
          "owner tag", ExitCode.ACCESS_DENIED, "SSH_OWNER_TAG=" + PermittedCloud.BOB);
      assertThat(report.text()).contains("AIDAOTHER");
    } finally {
      tags.set("SSHOwner", PermittedCloud.BOB);
    }
  }

  @Test
  void noSuchBucket() throws IOException {
    permitted.permitBob(permitted.laptopPolicy().replace(Cloud.BUCKET, "*"));

    DoctorReport report = DoctorReport.of(bob(), job.name(), "--bucket", "no-such-bucket");

    assertThat(report.checks())
        .filteredOn(check -> check.status().equals("fail"))
        .extracting(DoctorReport.Found::name)
        .contains("key copy");
    assertThat(report.checks().toString()).contains("there is no bucket 'no-such-bucket'");
  }

  @Test
  void uploadDenied() throws IOException {
    permitted.permitBob(Roles.without("HandOverPublicKey", permitted.laptopPolicy()));

    DoctorReport.of(bob(), job.name())
        .assertCause("key copy", ExitCode.ACCESS_DENIED, "\"Sid\":\"HandOverPublicKey\"");
  }

  @Test
  void downloadDenied() throws IOException {
    permitted
        .roles()
        .change(
            PermittedCloud.EXECUTION_ROLE,
            Roles.without("FetchPublicKey", permitted.executionPolicy()));
    try {
      DoctorReport.of(bob(), job.name())
          .assertCause("execution policy", ExitCode.ACCESS_DENIED, "\"Sid\":\"FetchPublicKey\"");
    } finally {
      permitted.roles().change(PermittedCloud.EXECUTION_ROLE, permitted.executionPolicy());
    }
  }

  @Test
  void sessionDenied() throws IOException {
    permitted.permitBob(Roles.without("OpenSessions", permitted.laptopPolicy()));

    DoctorReport.of(bob(), job.name())
        .assertCause("session", ExitCode.ACCESS_DENIED, "\"Sid\":\"OpenSessions\"");
  }

  @Test
  void noSshServer() throws IOException {
    String port = tags.get("SSHPort");
    tags.set("SSHPort", Integer.toString(Loopback.freePort()));
    try {
      DoctorReport report = DoctorReport.of(bob(), job.name());

      assertThat(report.cause()).as("%s", report).isEqualTo("SSH banner");
      assertThat(report.exitCode()).isEqualTo(ExitCode.SESSION_FAILED.status());
      assertThat(report.mend()).contains("sm-doctor");
    } finally {
      tags.set("SSHPort", port);
    }
  }

  @Test
  void otherHostKey() throws IOException {
    String published = tags.get("SSHHostKey");
    tags.set(
        "SSHHostKey",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
    try {
      DoctorReport.of(bob(), job.name())
          .assertCause("host key", ExitCode.HOST_KEY_MISMATCH, "do not connect");
    } finally {
      tags.set("SSHHostKey", published);
    }
  }

  @Test
  void whatCannotBeAskedIsToldAsUnknown() throws IOException {
    permitted.permitBob(withoutExtras());

    DoctorReport report = DoctorReport.of(bob(), job.name());

    assertThat(report.exitCode()).isZero();
    assertThat(report.checks())
        .filteredOn(check -> check.status().equals("unknown"))
        .extracting(DoctorReport.Found::name)
        .containsExactly("tier", "role trust", "execution policy", "ssm policy", "log");
  }

  private static String withoutExtras() {
    return Roles.without(
        "ReadLogs", Roles.without("AskIam", Roles.without("SeeTier", permitted.laptopPolicy())));
  }
}
