package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ShellScriptTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final CompletableFuture<Void> cancellation = new CompletableFuture<>();

  private ShellScript shell() {
    return new ScriptSettings(
            directory.resolve("scratch"),
            directory.resolve("bin"),
            Map.of("JOB", "train", "PATH", System.getenv("PATH")))
        .script(UUID.randomUUID().toString(), "mi-1", "eu-west-1", new OsRelease("Debian", "12"));
  }

  private ShellScript.Outcome run(String... lines) throws Exception {
    return shell().run(List.of(lines), "", LONG, cancellation);
  }

  @Test
  void keepsBothStreamsAndTheExitCodeApart() throws Exception {
    ShellScript.Outcome outcome = run("echo out", "echo err >&2", "exit 7");

    assertThat(outcome)
        .isEqualTo(new ShellScript.Outcome(ShellScript.Ending.EXITED, 7, "out\n", "err\n"));
  }

  @Test
  void linesAreOneScript() throws Exception {
    assertThat(run("greeting=hello", "false", "echo $greeting").out()).isEqualTo("hello\n");
  }

  @Test
  void firstLineMayNameTheInterpreter() throws Exception {
    assertThat(run("#!/bin/cat", "not a command").out()).contains("not a command");
  }

  @Test
  void environmentIsTheJobsWithTheCommandsVariables() throws Exception {
    ShellScript.Outcome outcome =
        run("echo $JOB $AWS_SSM_INSTANCE_ID $AWS_SSM_REGION_NAME ${#SSM_COMMAND_ID}", "echo $PATH");

    assertThat(outcome.out().lines()).first().isEqualTo("train mi-1 eu-west-1 36");
    assertThat(outcome.out().lines().skip(1).findFirst().orElseThrow())
        .startsWith(directory.resolve("bin") + ":");
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    assertThat(run("cat; echo end").out()).isEqualTo("end\n");
  }

  @Test
  void runsInTheWorkingDirectory() throws Exception {
    Path place = Files.createDirectory(directory.resolve("a place"));

    assertThat(shell().run(List.of("pwd"), place.toString(), LONG, cancellation).out())
        .isEqualTo(place.toRealPath() + "\n");
  }

  @Test
  void missingWorkingDirectoryIsNamed() {
    assertThatThrownBy(() -> shell().run(List.of("true"), "/no/such/place", LONG, cancellation))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/place");
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    run("touch \"$(dirname \"$0\")/beside\"");

    try (var left = Files.list(directory.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void scriptFileIsForItsOwnerOnly() throws Exception {
    assertThat(run("ls -l \"$0\"; ls -ld \"$(dirname \"$0\")\"").out())
        .startsWith("-rwx------")
        .contains("drwx------");
  }

  @Test
  void keepsNoMoreThanAReplyMayHold() throws Exception {
    ShellScript.Outcome outcome = run("head -c 5000000 /dev/zero | tr '\\0' x");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).hasSize(OutputText.STREAM_BYTES + 1);
  }

  @Test
  void bytesThatAreNoTextDoNoHarm() throws Exception {
    assertThat(run("printf '\\377\\376a'").out()).isEqualTo("\uFFFD\uFFFDa");
  }

  @Test
  void programInTheBackgroundDoesNotHoldUpTheResult() throws Exception {
    Path pid = directory.resolve("pid");

    ShellScript.Outcome outcome =
        shell().run(List.of("sleep 60 & echo $! > " + pid, "echo done"), "", LONG, cancellation);

    assertThat(outcome.ending()).isEqualTo(ShellScript.Ending.EXITED);
    assertThat(outcome.out()).isEqualTo("done\n");
    ProcessHandle background = process(pid);
    assertThat(background.isAlive()).isTrue();
    background.destroyForcibly();
  }

  @Test
  void timeoutKillsTheWholeTree() throws Exception {
    Path child = directory.resolve("child");
    Path orphan = directory.resolve("orphan");

    ShellScript.Outcome outcome =
        shell()
            .run(
                List.of(
                    "sleep 60 & echo $! > " + child,
                    "( ( setsid sleep 60 & echo $! > " + orphan + " ) & )",
                    "echo started",
                    "wait"),
                "",
                Duration.ofSeconds(2),
                cancellation);

    assertThat(outcome.ending()).isEqualTo(ShellScript.Ending.TIMED_OUT);
    assertThat(outcome.exitCode()).isEqualTo(137);
    assertThat(outcome.out()).isEqualTo("started\n");
    await().untilAsserted(() -> assertThat(isRunning(child)).isFalse());
    await().untilAsserted(() -> assertThat(isRunning(orphan)).isFalse());
  }

  @Test
  void cancellationEndsTheScript() throws Exception {
    Path started = directory.resolve("started");
    CompletableFuture<ShellScript.Outcome> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run("echo $$ > " + started, "sleep 60");
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            });
    await().until(() -> Files.exists(started) && Files.size(started) > 0);

    cancellation.complete(null);

    assertThat(outcome.get(10, TimeUnit.SECONDS).ending()).isEqualTo(ShellScript.Ending.CANCELLED);
    await().untilAsserted(() -> assertThat(isRunning(started)).isFalse());
  }

  @Test
  void deathBySignalIsAnExitCode() throws Exception {
    assertThat(run("kill -TERM $$").exitCode()).isEqualTo(143);
  }

  private static ProcessHandle process(Path pid) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  /** A killed process that nobody has waited for is not running. */
  private static boolean isRunning(Path pid) throws IOException {
    Path stat = Path.of("/proc", Files.readString(pid).strip(), "stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }
}
