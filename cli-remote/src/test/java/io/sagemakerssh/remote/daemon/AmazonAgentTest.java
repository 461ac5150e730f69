package io.sagemakerssh.remote.daemon;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.registration.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervision of Amazon's agent, played by a script. */
class AmazonAgentTest {
  @TempDir Path directory;

  private final List<String> deregistered = new CopyOnWriteArrayList<>();

  private AmazonAgent agent(String script) throws IOException {
    Path program = Files.writeString(directory.resolve("amazon-ssm-agent"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new AmazonAgent(
        program,
        (hostKey, port) -> new Activation("id-" + port, "secret-code"),
        deregistered::add,
        "eu-west-1",
        new AmazonAgentConfiguration(
            directory.resolve("etc/agent.json"), new Environment(Map.of())),
        new AmazonAgent.Places(
            directory.resolve("programs"),
            directory.resolve("log"),
            directory.resolve("credentials")),
        Duration.ofMillis(10));
  }

  @Test
  void registersWithOurActivationAndTellsTheInstance() throws Exception {
    AmazonAgent agent =
        agent(
            "echo \"$*\" > "
                + directory.resolve("arguments")
                + "; echo 'id: mi-0123456789abcdef0'");

    assertThat(agent.register(new FakeSshServer(2222))).isEqualTo("mi-0123456789abcdef0");
    assertThat(directory.resolve("arguments"))
        .hasContent("-register -y -id id-2222 -code secret-code -region eu-west-1");

    agent.deregister();

    assertThat(deregistered).containsExactly("mi-0123456789abcdef0");
  }

  @Test
  void isConfiguredBeforeItRegisters() throws Exception {
    Path seen = directory.resolve("seen");
    AmazonAgent agent =
        agent(
            "cp "
                + directory.resolve("etc/agent.json")
                + " "
                + seen
                + "; echo mi-0123456789abcdef0");

    agent.register(new FakeSshServer(2222));

    assertThat(seen).content().contains("OnPrem");
  }

  @Test
  void saysWhatCannotBeConfigured() throws Exception {
    Files.writeString(directory.resolve("etc"), "a file in the way");
    AmazonAgent agent = agent("echo mi-0123456789abcdef0");

    assertThatThrownBy(() -> agent.register(new FakeSshServer(22)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.why()).contains("its configuration", "etc"));
  }

  @Test
  void tellsItsErrorInOneLineAndNothingElse() throws Exception {
    AmazonAgent agent =
        agent(
            """
            echo 'Initializing new seelog logger'
            echo '2026-11-24 20:00:09.3944 ERROR Registration failed. RequestError'
            echo 'caused by: no such host'
            exit 1
            """);

    assertThatThrownBy(() -> agent.register(new FakeSshServer(22)))
        .isInstanceOfSatisfying(
            UserError.class,
            e ->
                assertThat(e.why())
                    .isEqualTo("Registration failed. RequestError caused by: no such host"));
  }

  @Test
  void trap31KeepsItsCredentialsAwayFromTheTraining() throws Exception {
    AmazonAgent agent = agent("echo \"keys=$AWS_SHARED_CREDENTIALS_FILE\"; exec sleep 60\n");
    agent.start();

    await()
        .atMost(20, SECONDS)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("log"))
                    .hasContent("keys=" + directory.resolve("credentials")));
    agent.close();
  }

  @Test
  void tellsWhyItWasRefusedButNotTheCode() throws Exception {
    AmazonAgent agent = agent("echo \"invalid activation $*\"; exit 1");

    assertThatThrownBy(() -> agent.register(new FakeSshServer(22)))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.REGISTRATION_FAILED);
              assertThat(e.why()).contains("invalid activation").doesNotContain("secret-code");
            });
  }

  @Test
  void itsCommandsFindOurPrograms() throws Exception {
    AmazonAgent agent = agent("echo \"PATH=$PATH\"; exec sleep 60\n");
    agent.start();

    await()
        .atMost(20, SECONDS)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("log"))
                    .content()
                    .startsWith("PATH=" + directory.resolve("programs") + ":/"));
    agent.close();
  }

  @Test
  void startsItAgainWhenItDiesAndEndsItInTheEnd() throws Exception {
    Path starts = directory.resolve("starts");
    AmazonAgent agent =
        agent(
            "echo $$ >> %1$s; [ $(wc -l < %1$s) -ge 3 ] || exit 1; exec sleep 60"
                .formatted(starts));
    agent.start();
    await().atMost(20, SECONDS).until(() -> Files.exists(starts) && lines(starts) == 3);
    long last = Long.parseLong(Files.readAllLines(starts).get(2));
    assertThat(ProcessHandle.of(last)).isPresent();

    agent.close();

    await()
        .atMost(20, SECONDS)
        .until(() -> ProcessHandle.of(last).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void keepsTryingWhileItCannotBeStarted() throws Exception {
    Path program = directory.resolve("amazon-ssm-agent");
    Path starts = directory.resolve("starts");
    String script = "echo $$ >> %s; ".formatted(starts);
    AmazonAgent agent = agent(script + "rm \"$0\"");
    agent.start();
    await().atMost(20, SECONDS).until(() -> Files.notExists(program));
    Path whole = Files.writeString(directory.resolve("new"), "#!/bin/sh\n" + script + "sleep 60");
    assertThat(whole.toFile().setExecutable(true)).isTrue();
    Files.move(whole, program);

    await().atMost(20, SECONDS).until(() -> lines(starts) == 2);
    agent.close();
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
