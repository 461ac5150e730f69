package io.sagemakerssh.remote.library;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python side as a training script uses it, with a setup of our own making. */
class PythonLibraryTest {
  private static final Path MODULE = Path.of("src/main/python/sagemaker_ssh_helper/__init__.py");
  private static final String SETUP =
      "import sagemaker_ssh_helper as s; s.setup_and_start_ssh(); print('training')";

  private static final String JOB =
      "import os, signal, sys; sys.argv = ['code/train.py'];"
          + " os.environ.update(START_SSH='true', SM_USER_ENTRY_POINT='train.py'); ";

  @TempDir Path source;
  private Path library;

  private record Said(int status, String out) {}

  @BeforeEach
  void assemble() throws Exception {
    library = Files.createDirectory(source.resolve("sagemaker_ssh_helper"));
    Files.copy(MODULE, library.resolve("__init__.py"));
  }

  private void setupDoes(String script) throws Exception {
    Files.writeString(library.resolve("sm-setup-ssh"), script);
  }

  private Said train(String script) throws Exception {
    return end(start(script), "");
  }

  private Process start(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("python3", "-B", "-c", script);
    builder.directory(source.toFile()).redirectErrorStream(true);
    builder.environment().put("SM_SSH_HOME", source.resolve("home").toString());
    return builder.start();
  }

  private static Said end(Process process, String begun) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    return new Said(process.exitValue(), begun + out);
  }

  /** As SageMaker does it with a job that waits: SIGTERM once the setup says that it waits. */
  private Said stopWaiting(String script) throws Exception {
    setupDoes(
        "trap 'echo interrupted; exit 143' TERM; echo waiting; for i in $(seq 200); do sleep 0.05; done");
    Files.writeString(library.resolve("sm-end"), "echo ended\n");
    Process process = start(JOB + script + SETUP);
    byte[] waiting = process.getInputStream().readNBytes("waiting\n".length());
    process.toHandle().destroy();
    return end(process, new String(waiting, StandardCharsets.UTF_8));
  }

  @Test
  void runsTheSetupBesideItEvenIfItsModeWasLost() throws Exception {
    setupDoes("echo 'from the setup'\n");

    Said said = train(SETUP);

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("from the setup").contains("SUCCESSFUL").endsWith("training\n");
    assertThat(library.resolve("sm-setup-ssh")).isExecutable();
  }

  @Test
  void aSetupThatFailsDoesNotStopTheTraining() throws Exception {
    setupDoes("exit 41\n");

    Said said = train(SETUP);

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("FAILED with exit code 41").endsWith("training\n");
  }

  @Test
  void aSetupThatFailsEndsAJobThatRequiresIt() throws Exception {
    setupDoes("exit 41\n");

    Said said = train("import os; os.environ['SSH_REQUIRED'] = 'true'; " + SETUP);

    assertThat(said.status()).isEqualTo(41);
    assertThat(said.out()).contains("FAILED with exit code 41. SSH_REQUIRED=true ends the job.");
    assertThat(said.out()).doesNotContain("training");
  }

  @Test
  void sshEndsWithTheJobsOwnProgramAndWithNoOther() throws Exception {
    setupDoes("echo \"process ${SM_SSH_JOB_PROCESS:-none}\"\n");
    Files.writeString(library.resolve("sm-end"), "echo ended\n");
    String start = "import os; os.environ['START_SSH'] = 'true'; ";
    String entry = "import sys; sys.argv = ['code/train.py']; ";
    String named = "os.environ['SM_USER_ENTRY_POINT'] = 'train.py'; ";

    assertThat(train(start + entry + named + "print(os.getpid(), flush=True); " + SETUP).out())
        .matches("(?s)(\\d+)\nprocess \\1\n.*training\nended\n");
    assertThat(train(start + named + SETUP).out()).contains("process none").endsWith("training\n");
    assertThat(train(start + entry + named + "os.environ['LOCAL_RANK'] = '1'; " + SETUP).out())
        .contains("process none")
        .endsWith("training\n");
  }

  @Test
  void aJobStoppedWhileItWaitsEndsSshBeforeItself() throws Exception {
    Said said = stopWaiting("");

    assertThat(said.status()).isEqualTo(128 + 15);
    assertThat(said.out()).isEqualTo("waiting\ninterrupted\nended\n");
  }

  @Test
  void aProgramThatHandlesTheStopItselfIsWaitingNoLonger() throws Exception {
    // One write, unlike print without buffers: the setup writes its line at the same time.
    Said said = stopWaiting("signal.signal(signal.SIGTERM, lambda *_: os.write(1, b'mine\\n')); ");

    assertThat(said.status()).isZero();
    assertThat(said.out())
        .startsWith("waiting\n")
        .contains("mine\n", "interrupted\n")
        .endsWith("training\nended\n");
  }

  @Test
  void theHandlerOfTheTrainingIsItsOwnAgainAfterTheSetup() throws Exception {
    setupDoes("");

    String asks = "; print(signal.getsignal(signal.SIGTERM) == signal.SIG_DFL, flush=True)";
    assertThat(train(JOB + SETUP + asks).out()).contains("training\nTrue\n");
  }

  @Test
  void neitherDoesAMissingSetup() throws Exception {
    Said said = train(SETUP);

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("FAILED").endsWith("training\n");
  }

  @Test
  void tellsWhenNobodyHasBeenConnectedForTooLong() throws Exception {
    String ask =
        "import sagemaker_ssh_helper as s; from datetime import timedelta as t;"
            // This machine may have some of its own.
            + " s._amazon_agent_sessions = lambda: 0;"
            + " print(s.is_last_session_timeout(t(seconds=0)), s.is_last_session_timeout(t(hours=1)))";

    assertThat(train(ask).out()).endsWith("True False\n");

    Files.createDirectories(source.resolve("home/run"));
    Files.writeString(source.resolve("home/run/sessions"), "2\n");

    assertThat(train(ask).out()).contains("open sessions: 2").endsWith("False False\n");
  }

  @Test
  void countsTheProcessesOfAmazonsAgent() throws Exception {
    String count = "import sagemaker_ssh_helper as s; print(s._amazon_agent_sessions())";
    Path worker = Files.copy(Path.of("/bin/sleep"), source.resolve("ssm-session-worker"));
    assertThat(worker.toFile().setExecutable(true)).isTrue();
    Process session = new ProcessBuilder(worker.toString(), "60").start();
    try {
      assertThat(Integer.parseInt(train(count).out().strip())).isPositive();
    } finally {
      session.destroyForcibly();
    }
  }

  @Test
  void warnsOfAJobThatWasCreatedWithoutSsh() throws Exception {
    setupDoes("");

    assertThat(train(SETUP).out()).contains("WARNING: START_SSH is not set");
    assertThat(train("import os; os.environ['START_SSH'] = 'false'; " + SETUP).out())
        .doesNotContain("WARNING");
  }

  @Test
  void tellsWhetherARuleOfTheJobHasFoundAnIssue() throws Exception {
    Files.writeString(
        source.resolve("boto3.py"),
        """
        def client(service, region_name):
            assert (service, region_name) == ("sagemaker", "eu-west-1")
            return Client()

        class Client:
            def describe_training_job(self, TrainingJobName):
                status = "IssuesFound" if TrainingJobName == "slow" else "NoIssuesFound"
                return {"ProfilerRuleEvaluationStatuses": [{"RuleEvaluationStatus": status}]}
        """);
    String ask =
        "import os, sagemaker_ssh_helper as s;"
            + " os.environ['TRAINING_JOB_ARN'] = 'arn:aws:sagemaker:eu-west-1:1:training-job/%s';"
            + " print(s.is_profiler_issues_found())";

    assertThat(train(ask.formatted("slow")).out()).isEqualTo("True\n");
    assertThat(train(ask.formatted("quick")).out()).isEqualTo("False\n");
    assertThat(train("import sagemaker_ssh_helper as s; s.is_profiler_issues_found()").out())
        .endsWith("ValueError: TRAINING_JOB_ARN is not set: this is no training job\n");
  }
}
