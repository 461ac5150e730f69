package io.sagemakerssh.remote.key;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.remote.inbox.Inbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code sm-install-key} launcher and the daemon's end of its talk. */
class KeyRequestsTest {
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

  private Inbox inbox(String content) {
    return Inbox.open(
        home.resolve("run/inbox"), new KeyRequests(KeyInstallerTest.installer(home, content)));
  }

  @Test
  void installsThroughTheDaemon() throws Exception {
    try (Inbox inbox = inbox(AuthorizedKeysTest.ONE)) {
      assertThat(inbox).isNotNull();
      run("s3://bucket/first.pub");
      Said said = run("s3://bucket/me.pub");

      assertThat(said.status()).describedAs(said.err()).isZero();
      assertThat(said.out()).startsWith("sm-install-key: Installed the public key SHA256:");
      assertThat(home.resolve("authorized_keys.d/me.pub")).hasContent(AuthorizedKeysTest.ONE);
      assertThat(home.resolve("run/inbox")).isDirectoryNotContaining("glob:**.answer");
    }
  }

  @Test
  void outlivesRequestsThatCannotBeRead() throws Exception {
    try (Inbox inbox = inbox(AuthorizedKeysTest.ONE)) {
      assertThat(inbox).isNotNull();
      Path directory = home.resolve("run/inbox");
      Files.createDirectory(directory.resolve("1.request"));
      Files.write(directory.resolve("2.request"), new byte[] {(byte) 0xff});
      Files.createSymbolicLink(directory.resolve("3.request"), Path.of("nowhere"));

      Said said = run("s3://bucket/me.pub");

      assertThat(said.status()).describedAs(said.err()).isZero();
      await()
          .untilAsserted(() -> assertThat(directory).isDirectoryNotContaining("glob:**.request"));
    }
  }

  @Test
  void leavesNoAnswerToSomebodyWhoIsGone() throws Exception {
    try (Inbox inbox = inbox(AuthorizedKeysTest.ONE)) {
      assertThat(inbox).isNotNull();
      Path directory = home.resolve("run/inbox");
      Path draft = Files.writeString(directory.resolve("7.draft"), "s3://bucket/me.pub\n");
      Files.move(draft, directory.resolve("7.request"));

      await().until(() -> Files.exists(home.resolve("authorized_keys.d/me.pub")));
      await().until(KeyRequestsTest::nobodyInstalls);

      assertThat(directory).isDirectoryNotContaining("glob:**.answer");
    }
  }

  private static boolean nobodyInstalls() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("sm-ssh-request"));
  }

  @Test
  void tellsTheDaemonsRefusal() throws Exception {
    try (Inbox inbox = inbox("nonsense")) {
      assertThat(inbox).isNotNull();
      Said said = run("s3://bucket/me.pub");

      assertThat(said.status()).isEqualTo(27);
      assertThat(said.err()).contains("sm-install-key: ERROR: Cannot install the public key");
    }
  }
}
