package io.sagemakerssh.remote.library;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sm-run} with a setup and an end that only tell that they ran. */
class SmRunTest {
  private static final Map<String, String> WITH_SSH = Map.of("START_SSH", "true");

  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void assemble() throws IOException {
    Files.copy(Path.of("../scripts/bin/sm-run"), directory.resolve("sm-run"));
    log = Files.createFile(directory.resolve("log"));
    setupDoes("echo setup");
    Files.writeString(directory.resolve("sm-end"), "echo end\n");
  }

  private void setupDoes(String script) throws IOException {
    Files.writeString(directory.resolve("sm-setup-ssh"), script + "\n");
  }

  private Process run(Map<String, String> variables, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", directory.resolve("sm-run").toString());
    builder.command().addAll(List.of(command));
    builder.environment().putAll(variables);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  @Test
  void endsSshWithTheCommandAndExitsAsItDoes() throws Exception {
    Process process = run(WITH_SSH, "sh", "-c", "echo \"$0\" \"$1\"; exit 7", "a b", "c");

    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(Files.readString(log)).isEqualTo("setup\na b c\nend\n");
  }

  @Test
  void passesSignalsOnAndWaitsForWhatTheCommandMakesOfThem() throws Exception {
    String command =
        "trap 'echo got TERM; sleep 0.2; exit 5' TERM; echo ready; while :; do sleep 0.1; done";
    Process process = run(WITH_SSH, "sh", "-c", command);
    await().atMost(20, SECONDS).until(() -> Files.readString(log).contains("ready"));

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(5);
    assertThat(Files.readString(log)).isEqualTo("setup\nready\ngot TERM\nend\n");
  }

  @Test
  void losesNoSignalThatComesBeforeTheCommandHasBegun() throws Exception {
    Path programs = Files.createDirectory(directory.resolve("programs"));
    Path env = programs.resolve("env");
    Files.writeString(
        env,
        """
        #!/bin/sh
        [ "$2" != true ] || kill -TERM $PPID
        shift
        exec "$@"
        """);
    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> variables =
        Map.of("START_SSH", "true", "PATH", programs + ":" + System.getenv("PATH"));

    Process process = run(variables, "sleep", "60");

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(Files.readString(log)).endsWith("end\n");
  }

  @Test
  void aJobStoppedWhileItWaitsEndsSshBeforeItself() throws Exception {
    setupDoes(
        "trap 'echo interrupted; exit 1' TERM; echo ready; for i in $(seq 200); do sleep 0.05; done");
    Process process = run(WITH_SSH, "echo", "training");
    await().atMost(20, SECONDS).until(() -> Files.readString(log).contains("ready"));

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(Files.readString(log)).isEqualTo("ready\ninterrupted\nend\n");
  }

  @Test
  void tellsADeathBySignalAsAContainerDoes() throws Exception {
    assertThat(run(WITH_SSH, "sh", "-c", "kill -KILL $$").waitFor()).isEqualTo(137);
    assertThat(Files.readString(log)).endsWith("end\n");
  }

  @Test
  void leavesNoTraceInAJobWithoutSsh() throws Exception {
    Process process = run(Map.of("START_SSH", ""), "sh", "-c", "echo $PPID; exit 3");

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(Files.readString(log)).isEqualTo("setup\n" + ProcessHandle.current().pid() + "\n");
  }

  @Test
  void aSetupThatFailsStopsOnlyAJobThatRequiresIt() throws Exception {
    setupDoes("exit 41");

    assertThat(run(WITH_SSH, "sh", "-c", "echo training").waitFor()).isZero();
    assertThat(Files.readString(log)).contains("FAILED with exit code 41").endsWith("training\n");

    Map<String, String> required = Map.of("START_SSH", "true", "SSH_REQUIRED", "true");
    assertThat(run(required, "sh", "-c", "echo training").waitFor()).isEqualTo(41);
    assertThat(Files.readString(log)).doesNotContain("training\n");
  }
}
