package io.sagemakerssh.remote.key;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code sm-install-key} launcher and the daemon's end of its talk. */
class KeyInboxTest {
  private static final Path LAUNCHER = Path.of("../scripts/bin/sm-install-key");

  @TempDir Path home;

  private record Said(int status, String out, String err) {}

  private Said run(String uri) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), uri);
    builder.environment().put("SM_SSH_HOME", home.toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    return new Said(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private KeyInbox inbox(String content) {
    return KeyInbox.open(home.resolve("run/inbox"), KeyInstallerTest.installer(home, content));
  }

  @Test
  void installsThroughTheDaemon() throws Exception {
    try (KeyInbox inbox = inbox(AuthorizedKeysTest.ONE)) {
      assertThat(inbox).isNotNull();
      run("s3://bucket/first.pub");
      long begin = System.nanoTime();
      Said said = run("s3://bucket/me.pub");

      assertThat(said.status()).describedAs(said.err()).isZero();
      assertThat(said.out()).startsWith("sm-install-key: Installed the public key SHA256:");
      assertThat(home.resolve("authorized_keys.d/me.pub")).hasContent(AuthorizedKeysTest.ONE);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
      assertThat(home.resolve("run/inbox")).isDirectoryNotContaining("glob:**.answer");
    }
  }

  @Test
  void tellsTheDaemonsRefusal() throws Exception {
    try (KeyInbox inbox = inbox("nonsense")) {
      assertThat(inbox).isNotNull();
      Said said = run("s3://bucket/me.pub");

      assertThat(said.status()).isEqualTo(27);
      assertThat(said.err()).contains("sm-install-key: ERROR: Cannot install the public key");
    }
  }
}
