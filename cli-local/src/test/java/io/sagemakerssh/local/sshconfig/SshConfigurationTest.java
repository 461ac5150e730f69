package io.sagemakerssh.local.sshconfig;

import static io.sagemakerssh.local.sshconfig.RememberedHosts.ONE;
import static io.sagemakerssh.local.sshconfig.RememberedHosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.core.polling.FakeTime;
import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH itself says what it makes of the files: {@code ssh -G}. */
class SshConfigurationTest {
  @TempDir Path directory;
  private UserHome home;
  private SshConfiguration configuration;

  @BeforeEach
  void configure() {
    home = new UserHome(directory.resolve("a home"), directory.resolve("a home/.ssh/a 100% key"));
    configuration =
        new SshConfiguration(home, List.of("/opt/a b/sm-local-ssh-training"), new FakeTime());
  }

  private void remember(String alias, boolean pinned, int second) {
    new RememberedHosts(home).keep(alias, pinned, second);
  }

  private List<String> settings(String host) throws IOException {
    Process ssh =
        new ProcessBuilder("ssh", "-G", "-F", home.sshConfig().toString(), host)
            .redirectErrorStream(true)
            .start();
    return new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shortNameIsTheLatestHostAndItsKeyIsPinned() throws IOException {
    remember(ONE, true, 1);
    remember(TWO, true, 2);

    configuration.write(ONE, ResourceKind.TRAINING);

    assertThat(settings("sagemaker-training"))
        .contains(
            "hostkeyalias one.training.sagemaker",
            "user root",
            "stricthostkeychecking true",
            "identitiesonly yes",
            "proxycommand '/opt/a b/sm-local-ssh-training' proxy --region us-east-1 --profile 'my profile'"
                + " one.training.sagemaker")
        .anyMatch(
            line ->
                line.startsWith("userknownhostsfile ")
                    && line.contains("a home/.ssh/sagemaker-ssh/known_hosts"))
        .anyMatch(line -> line.startsWith("identityfile ") && line.contains("a home/.ssh/a 100"));
  }

  @Test
  void hostsAreKnownByTheirOwnNamesAndUnknownOnesByThePattern() throws IOException {
    remember(ONE, false, 1);
    configuration.write(ONE, ResourceKind.TRAINING);

    assertThat(settings(ONE))
        .contains("hostkeyalias one.training.sagemaker", "stricthostkeychecking accept-new");
    assertThat(settings("new.training.sagemaker"))
        .contains("proxycommand '/opt/a b/sm-local-ssh-training' proxy %h", "user root");
  }

  @Test
  void otherHostsAreLeftAlone() throws IOException {
    remember(ONE, true, 1);
    configuration.write(ONE, ResourceKind.TRAINING);

    assertThat(settings("example.com"))
        .noneMatch(line -> line.startsWith("proxycommand") || line.contains("sagemaker-ssh"));
  }

  @Test
  void connectsInParallelLeaveOneIncludeLine() throws IOException {
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 6)
            .mapToObj(
                index ->
                    CompletableFuture.runAsync(
                        () -> {
                          remember("job-" + index + ".training.sagemaker", true, index);
                          configuration.write(
                              "job-" + index + ".training.sagemaker", ResourceKind.TRAINING);
                        }))
            .toList();
    writers.forEach(CompletableFuture::join);

    assertThat(home.sshConfig()).content().containsOnlyOnce("Include ");
    for (int index = 0; index < 6; index++) {
      String alias = "job-" + index + ".training.sagemaker";
      assertThat(settings(alias)).contains("hostkeyalias " + alias);
    }
  }
}
