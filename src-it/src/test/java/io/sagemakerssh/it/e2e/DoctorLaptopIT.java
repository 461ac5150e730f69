package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * {@code doctor} of a laptop's own mistakes, which it tells before it looks at any job, so that
 * none runs: each test breaks exactly one thing, and expects exactly that cause.
 */
class DoctorLaptopIT {
  @TempDir static Path directory;
  private static PermittedCloud permitted;
  private static Cloud cloud;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    permitted = PermittedCloud.start(directory);
    cloud = permitted.cloud();
  }

  @AfterAll
  static void stop() {
    permitted.close();
  }

  @AfterEach
  void mend() {
    cloud.aws().faults().clockAhead(Duration.ZERO);
  }

  private Laptop bob() throws IOException {
    return permitted.bob(home);
  }

  /** Expects a cause that hides all of the job: whether there is one is not even asked. */
  private static void assertCause(Laptop laptop, String cause, ExitCode code, String mend) {
    DoctorReport report = DoctorReport.of(laptop, "any-job");
    report.assertCause(cause, code, mend);
    assertThat(report.checks())
        .filteredOn(check -> check.name().equals("job"))
        .extracting(DoctorReport.Found::status)
        .containsExactly("skipped");
  }

  @Test
  void noRegion() throws IOException {
    Laptop laptop = bob().with(Map.of("AWS_REGION", "", "AWS_DEFAULT_REGION", ""));

    assertCause(laptop, "region", ExitCode.NO_REGION, "--region");
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

    assertCause(laptop, "identity", ExitCode.EXPIRED_CREDENTIALS, "aws sts get-caller-identity");
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

    assertCause(laptop, "identity", ExitCode.EXPIRED_CREDENTIALS, "Renew them");
  }

  @Test
  void wrongClock() throws IOException {
    cloud.aws().faults().clockAhead(Duration.ofMinutes(20));

    DoctorReport report = DoctorReport.of(bob());

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

    assertCause(laptop, "endpoints", ExitCode.ENDPOINT_UNREACHABLE, "AWS_ENDPOINT_URL");
  }

  @Test
  void untrustedCertificate() throws IOException {
    Laptop laptop = bob().with(Map.of("AWS_ENDPOINT_URL", cloud.aws().tlsEndpoint().toString()));

    assertCause(laptop, "endpoints", ExitCode.ENDPOINT_UNREACHABLE, "AWS_CA_BUNDLE");
  }

  @Test
  void unreachableProxy() throws IOException {
    Laptop laptop = bob().with(Map.of("HTTP_PROXY", "http://127.0.0.1:" + Loopback.freePort()));

    assertCause(laptop, "proxy", ExitCode.ENDPOINT_UNREACHABLE, "NO_PROXY");
  }
}
