package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** What SSH does to a job that nobody connects to, and what is left behind. */
class JobEndIT {
  /** Sets up SSH, waits for the instance, and ends as the rest says. */
  private static final String ONLINE =
      """
      import os, signal, sys, time
      from sagemaker_ssh_helper import setup_and_start_ssh
      os.environ["SSH_WAIT_TIME_SECONDS"] = "0"
      setup_and_start_ssh()
      status = os.path.join(os.environ["SM_SSH_HOME"], "run", "status.json")
      while '"online":true' not in open(status).read():
          time.sleep(0.05)
      print("training begins", flush=True)
      """;

  @TempDir Path directory;
  private Cloud cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = Cloud.start(directory);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private List<InstanceInformation> instances() {
    return cloud.ssm().describeInstanceInformation().instanceInformationList();
  }

  private Job job(String name, String trainPy, Map<String, String> environment) throws IOException {
    return cloud.createJob(name, trainPy, 1, environment);
  }

  @Test
  void nothingIsLeftOfAJobThatCompletes() throws IOException {
    Job job = job("completes", ONLINE + Job.DAEMON_NOTICES_NOTHING, Map.of());

    assertThat(job.end()).describedAs(job.log()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.log()).contains("Managed instance-id").contains("training begins");
    assertThat(instances()).isEmpty();
  }

  @Test
  void norOfAJobThatFailsAndItsExitCodeIsTheProgramsOwn() throws IOException {
    Job job = job("fails", ONLINE + Job.DAEMON_NOTICES_NOTHING + "sys.exit(3)\n", Map.of());

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.description().failureReason()).contains("exit code: 3");
    assertThat(instances()).isEmpty();
  }

  @Test
  void norOfAProgramThatASignalKillsWhileItsContainerLives() throws IOException {
    String trainPy =
        """
        import json, os, subprocess, sys, time
        if "PROGRAM" not in os.environ:  # as the image's toolkit: runs the program, and reports its end
            program = subprocess.run([sys.executable, sys.argv[0]], env=dict(os.environ, PROGRAM="1"))
            status = os.path.join(os.environ["SM_SSH_HOME"], "run", "status.json")
            daemon = "/proc/{}".format(json.load(open(status))["pid"])
            while os.path.exists(daemon):
                time.sleep(0.05)
            print("the program ended with", program.returncode, flush=True)
            sys.exit(1)
        """
            + ONLINE
            + "os.kill(os.getpid(), signal.SIGTERM)\n";
    Job job = job("killed", trainPy, Map.of());

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.log()).contains("training begins").contains("the program ended with -15");
    assertThat(instances()).isEmpty();
  }

  @Test
  void aCrashLeavesItsInstance() throws IOException {
    Job job = job("crashes", ONLINE + "os.kill(0, signal.SIGKILL)\n", Map.of());

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(instances()).hasSize(1);
  }

  @Test
  void aSetupThatFailsIsToldAndTheJobTrains() throws IOException {
    cloud.aws().faults().deny(Cloud.ROLE, "ssm:CreateActivation");
    Job job = job("denied", Job.WAITING, Map.of());

    assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.log())
        .contains("ERROR: Cannot register the container with SSM")
        .contains("ssm:CreateActivation")
        .contains("advice: ")
        .contains("The job goes on without SSH.")
        .contains("training begins");
  }

  @Test
  void unlessTheJobRequiresSsh() throws IOException {
    cloud.aws().faults().deny(Cloud.ROLE, "ssm:CreateActivation");
    Job job = job("required", Job.WAITING, Map.of("SSH_REQUIRED", "true"));

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.log())
        .contains("SSH_REQUIRED=true ends the job")
        .doesNotContain("training begins");
  }

  @Test
  void patienceGetsThroughThrottling() throws IOException {
    cloud.aws().faults().throttle("ssm:CreateActivation", 4);
    Job job = job("throttled", ONLINE, Map.of());

    assertThat(job.end()).describedAs(job.log()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.log()).contains("Managed instance-id");
  }

  @Test
  void nodesBeyondTheCountStartNothing() throws IOException {
    String trainPy =
        """
        import os
        from sagemaker_ssh_helper import setup_and_start_ssh
        os.environ.update(SSH_WAIT_TIME_SECONDS="0", SSH_INSTANCE_COUNT="1")
        setup_and_start_ssh()
        print("home", os.path.exists(os.environ["SM_SSH_HOME"]), flush=True)
        """;
    Job job = cloud.createJob("nodes", trainPy, 2, Map.of());

    assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.log("algo-1")).contains("SSH is started").contains("home True");
    assertThat(job.log("algo-2"))
        .contains("SSH is not started: node rank 1, SSH on the first 1 nodes")
        .contains("home False");
  }
}
