package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** The flow of the diagram, from creating the job to its end. */
class TrainingFlowIT {
  @TempDir Path directory;

  @Test
  void connectRunCommandsStopWaitingTrain() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createJob("flow", Job.WAITING, 1, Map.of("SECRET_TOKEN", "do-not-log-me"));

      try (Connection connection = Connection.open(laptop, job.name())) {
        Outcome remote =
            laptop
                .openSsh(
                    "ssh", "sagemaker-training", "echo $TRAINING_JOB_NAME $SECRET_TOKEN; exit 7")
                .run()
                .failedWith(7);
        assertThat(remote.out()).isEqualTo("flow do-not-log-me\n");
        assertThat(connection.log()).contains("Get instance IDs");
      }
      assertThat(job.log()).doesNotContain("training begins");

      laptop.training("stop-waiting", job.name()).run().succeeded();

      Outcome log = laptop.training("logs", "-f", job.name()).run().succeeded();
      assertThat(log.out()).startsWith("before\n").endsWith("training begins\n");
      assertThat(log.err()).contains("Completed");
      assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
      assertThat(job.log())
          .contains("before")
          .contains(
              "Successfully registered the instance with AWS SSM using Managed instance-id: mi-")
          .contains("training begins")
          .doesNotContain("do-not-log-me")
          .doesNotContain(" Session ");
    }
  }

  @Test
  void jobWithoutSshTrainsUntouched() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Job job = cloud.createPlainJob("plain", Job.WAITING);

      assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
      assertThat(job.log()).contains("training begins").doesNotContain("Managed instance-id");
    }
  }

  @Test
  void aJobIsStopped() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createPlainJob("stopped", "import signal\nsignal.pause()");

      laptop.training("stop", job.name()).run().succeeded();

      assertThat(job.end()).isEqualTo(TrainingJobStatus.STOPPED);
      laptop.training("stop", job.name()).run().failedWith(ExitCode.JOB_ENDED.status());
    }
  }

  @Test
  void manyProcessesOfOneJobSetUpOnce() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job =
          cloud.createJob(
              "many",
              """
              import multiprocessing
              from sagemaker_ssh_helper import setup_and_start_ssh
              ranks = [multiprocessing.Process(target=setup_and_start_ssh) for _ in range(4)]
              for rank in ranks: rank.start()
              for rank in ranks: rank.join()
              print("exit codes", [rank.exitcode for rank in ranks], flush=True)
              """,
              1,
              Map.of());
      job.awaitLog("Managed instance-id");

      laptop.training("stop-waiting", job.name()).run().succeeded();

      assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
      assertThat(job.log()).contains("exit codes [0, 0, 0, 0]");
      assertThat(job.log().split("Successfully registered the instance", -1)).hasSize(2);
    }
  }
}
