package io.sagemakerssh.remote.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.Daemon;
import io.sagemakerssh.remote.inbox.Inbox;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.StopMarker;
import io.sagemakerssh.remote.waiting.WaitingProcesses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real launchers and the daemon's end of their talk. */
class WaitRequestsTest {
  private static final String SETUP =
      ". ../scripts/bin/sm-daemon; wait_by_daemon '> ' setup first; exit 99";

  @TempDir Path home;
  private Container container;
  private Inbox inbox;

  @BeforeEach
  void listen() {
    container = Container.of(Map.of("SM_SSH_HOME", home.toString()), System.out, System.err);
    inbox = Inbox.open(container.layout().inbox(), new WaitRequests(container));
  }

  @AfterEach
  void close() {
    inbox.close();
    await().until(WaitRequestsTest::nobodyIsServed);
  }

  private Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SM_SSH_HOME", home.toString());
    return builder.start();
  }

  private Process startWaiting() throws IOException {
    Process launcher = start("../scripts/bin/sm-wait", "300");
    await().atMost(20, SECONDS).until(() -> isListed(launcher));
    return launcher;
  }

  private boolean isListed(Process process) {
    return new WaitingProcesses(container.layout().waitingProcesses())
        .all().stream().anyMatch(waiting -> waiting.pid() == process.pid());
  }

  private static String ended(Process process) throws Exception {
    assertThat(process.waitFor(20, SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static boolean nobodyIsServed() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("sm-ssh-request"));
  }

  @Test
  void aShellWaitsUntilStopped() throws Exception {
    Process launcher = startWaiting();
    assertThat(launcher.info().command().orElseThrow()).doesNotEndWith("java");

    new StopMarker(container.layout().stopMarker()).set();

    assertThat(ended(launcher)).contains("sm-wait: Waiting up to 300 s").contains("Stopped.");
    assertThat(launcher.exitValue()).isZero();
    assertThat(container.layout().inbox()).isDirectoryNotContaining("glob:**.answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait",
        "wait x 5",
        "wait 1",
        "wait 1 soon",
        "wait 1 99999999999999999999",
        "setup 1 third"
      })
  void aMalformedRequestIsIgnored(String request) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    new WaitRequests(container).serve(request, new PrintStream(answer, true, UTF_8));

    assertThat(answer.toString(UTF_8)).isEmpty();
  }

  @Test
  void aSignalEndsTheShellAtOnce() throws Exception {
    Process launcher = startWaiting();

    // By its handle, which leaves its output to be read.
    launcher.toHandle().destroy();

    assertThat(ended(launcher)).endsWith("sm-wait: Terminated.\n");
    assertThat(launcher.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void nobodyWaitsForAShellThatWasKilled() throws Exception {
    Process launcher = startWaiting();

    launcher.toHandle().destroyForcibly();

    await().atMost(20, SECONDS).until(WaitRequestsTest::nobodyIsServed);
  }

  @Test
  void whoSetsUpHearsTheDaemonAndWhyItFailed() throws Exception {
    PrivateFiles.directory(container.layout().daemonLog().getParent());
    PrivateFiles.write(container.layout().daemonLog(), "INFO said by the daemon\n");
    PrivateFiles.write(
        container.layout().waitDeadline(), Instant.now().plusSeconds(300).toEpochMilli() + "\n");
    Process launcher = start("sh", "-c", SETUP);
    await().atMost(20, SECONDS).until(() -> isListed(launcher));

    Daemon.reportFailure(
        container.layout(),
        new UserError(ExitCode.REGISTRATION_FAILED, "Cannot register", "no role", "Name one"));

    assertThat(ended(launcher))
        .contains("[sagemaker-ssh-helper] INFO said by the daemon\n")
        .contains("[sagemaker-ssh-helper] sm-setup-ssh: ERROR: Cannot register\n");
    assertThat(launcher.exitValue()).isEqualTo(ExitCode.REGISTRATION_FAILED.status());
  }

  @Test
  void theLauncherGoesOnByItselfWhereNoDaemonIs() throws Exception {
    inbox.close();

    Process launcher = start("sh", "-c", SETUP);

    assertThat(ended(launcher)).isEmpty();
    assertThat(launcher.exitValue()).isEqualTo(99);
  }
}
