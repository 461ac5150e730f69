package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** AWS by TLS through a company's proxy, with a certificate authority that Java does not know. */
class ProxyIT {
  private static final String PASSWORD = "jane:s%cret";
  private static final String IN_URL = "jane:s%25cret@";
  @TempDir static Path directory;
  private static Cloud cloud;
  @TempDir Path home;
  private Laptop laptop;

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    cloud.createJob("behind", Job.WAITING, 1, Map.of()).awaitLog("Managed instance-id");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  /** A laptop whose environment says nothing of endpoint, authority or proxy. */
  @BeforeEach
  void cleanLaptop() throws IOException {
    laptop =
        new Laptop(home, cloud.aws().environment("alice"))
            .with(
                Map.of(
                    "AWS_ENDPOINT_URL", "",
                    "AWS_ENDPOINT_URL_SSMMESSAGES", "",
                    "AWS_CA_BUNDLE", "",
                    "NO_PROXY", "",
                    "no_proxy", ""));
  }

  private static String target() {
    return cloud.aws().tlsEndpoint().getAuthority();
  }

  private Program through(String proxy, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(
        1,
        List.of(
            "--endpoint-url", cloud.aws().tlsEndpoint().toString(),
            "--ca-bundle", cloud.aws().caFile().toString(),
            "--proxy", proxy));
    return laptop.training(line.toArray(String[]::new));
  }

  @Test
  void callsAndSessionsGoThroughAProxyWithAPassword() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy(PASSWORD)) {
      String address = "http://" + IN_URL + "127.0.0.1:" + proxy.port();

      Outcome outcome =
          through(address, "connect", "behind", "--local-port", "0", "echo", "there").run();

      assertThat(outcome.succeeded().out()).isEqualTo("there\n");
      assertThat(proxy.tunnels()).contains(target()).containsOnly(target());
      assertThat(outcome.err()).doesNotContain("s%");
      assertThat(Files.readString(home.resolve(".ssh/sagemaker-ssh/config")))
          .contains("--ca-bundle")
          .doesNotContain("--proxy");
    }
  }

  @Test
  void sshByNameGoesThroughTheSameProxyLater() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy("")) {
      String address = "http://127.0.0.1:" + proxy.port();
      through(address, "connect", "behind", "--local-port", "0", "true").run().succeeded();
      int before = proxy.tunnels().size();

      laptop.openSsh("ssh", "sagemaker-training", "true").run().succeeded();

      assertThat(proxy.tunnels().size()).isGreaterThan(before);
    }
  }

  @Test
  void aContainerBehindAProxyIsOnline() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy(PASSWORD)) {
      Job job =
          cloud.createJob(
              "inside",
              Job.WAITING,
              1,
              Map.of(
                  "AWS_ENDPOINT_URL", cloud.aws().tlsEndpoint().toString(),
                  "AWS_CA_BUNDLE", cloud.aws().caFile().toString(),
                  "HTTPS_PROXY", "http://" + IN_URL + "127.0.0.1:" + proxy.port()));
      job.awaitLog("Managed instance-id");
      assertThat(proxy.tunnels()).contains(target());
      Laptop direct = cloud.laptop("alice");

      assertThat(direct.training("exec", "inside", "--", "echo hi").run().succeeded().out())
          .isEqualTo("hi\n");
      direct.training("stop-waiting", "inside").run().succeeded();
      assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    }
  }

  @Test
  void theUsersOwnDefaultsNameProxyAndAuthority() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy(PASSWORD)) {
      Path config = home.resolve(".config/sagemaker-ssh-helper/config");
      Files.createDirectories(config.getParent());
      Files.writeString(
          config,
          """
          endpoint-url = %s
          ca-bundle = %s
          proxy = http://%s127.0.0.1:%d
          """
              .formatted(cloud.aws().tlsEndpoint(), cloud.aws().caFile(), IN_URL, proxy.port()));

      assertThat(laptop.training("list").run().succeeded().out()).contains("behind");
      assertThat(laptop.training("exec", "behind", "--", "echo hi").run().succeeded().out())
          .isEqualTo("hi\n");
      assertThat(proxy.tunnels()).containsOnly(target());
    }
  }

  @Test
  void aProxyThatRefusesIsNamedWithoutThePassword() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy(PASSWORD)) {
      String name = "127.0.0.1:" + proxy.port();

      Outcome without = through("http://" + name, "list").run();
      Outcome wrong = through("http://jane:wrong@" + name, "list").run();

      for (Outcome outcome : List.of(without, wrong)) {
        assertThat(outcome.failedWith(ExitCode.ENDPOINT_UNREACHABLE.status()).err())
            .contains("through the proxy " + name)
            .contains("407")
            .contains("<user>:<password>")
            .doesNotContain("wrong");
      }
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws IOException {
    String name = "127.0.0.1:" + Loopback.freePort();

    assertThat(
            through("http://" + name, "list")
                .run()
                .failedWith(ExitCode.ENDPOINT_UNREACHABLE.status())
                .err())
        .contains("through the proxy " + name)
        .contains("Connection refused")
        .contains("--proxy");
  }

  @Test
  void whatIsUnusableIsRefusedAtOnce() {
    assertThat(
            laptop
                .here("list", "--ca-bundle", home.resolve("none.pem").toString())
                .failedWith(ExitCode.USAGE.status())
                .err())
        .contains("--ca-bundle")
        .contains("none.pem");
    assertThat(
            laptop
                .here("list", "--proxy", "http://jane:secret@")
                .failedWith(ExitCode.USAGE.status())
                .err())
        .contains("--proxy")
        .doesNotContain("secret");
  }
}
