package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** Jobs of requests that know nothing of SSH, in each of the three ways. */
class SubmitIT {
  /** Tells what it was given, and ends or waits as it is told. */
  private static final String PROGRAM =
      """
      import os, sys
      print("argv", sys.argv, flush=True)
      print("entry", os.environ["SM_USER_ENTRY_POINT"], os.environ.get("SSH_ENTRY_POINT"), flush=True)
      sys.exit(7)
      """;

  @TempDir Path directory;
  private Cloud cloud;
  private Laptop laptop;

  @BeforeEach
  void start() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Job submitted(Path request, String... more) {
    String[] line = new String[2 + more.length];
    line[0] = "submit";
    line[1] = request.toString();
    System.arraycopy(more, 0, line, 2, more.length);
    Outcome outcome = laptop.training(line).run().succeeded();
    return new Job(cloud, outcome.out().strip());
  }

  private void stopWaiting(Job job) {
    laptop.training("stop-waiting", job.name()).run().succeeded();
  }

  @Test
  void aPythonProgramRunsUntouchedBehindAnEntryPoint() throws IOException {
    Path request =
        JobRequest.ofScript(
                cloud,
                directory,
                "python",
                Map.of("src/train.py", Job.DAEMON_NOTICES_NOTHING + PROGRAM),
                "src/train.py")
            .write(directory);
    Outcome dryRun =
        laptop.training("submit", "-", "--dry-run").run(Files.readAllBytes(request)).succeeded();
    assertThat(dryRun.err())
        .contains("sagemaker_ssh_train.py starts SSH and then runs src/train.py");
    assertThat(dryRun.out())
        .contains("-    \"sagemaker_program\": \"\\\"src/train.py\\\"\"")
        .contains("+    \"sagemaker_program\": \"\\\"sagemaker_ssh_train.py\\\"\"")
        .contains("+    \"SSH_OWNER_TAG\": \"AIDACKCEVSQ6C2EXAMPLE\"");

    Job job = submitted(request, "--wait-time", "120");
    Outcome remote =
        laptop.training("exec", job.name(), "--", "sh", "-c", "exit 3").run().failedWith(3);
    assertThat(remote.out()).isEmpty();
    stopWaiting(job);

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.description().failureReason()).contains("exit code: 7");
    assertThat(cloud.ssm().describeInstanceInformation().instanceInformationList()).isEmpty();
    assertThat(job.log())
        .contains("argv ['src/train.py', '--epochs', '3']")
        .contains("entry src/train.py None");
    assertThat(job.description().environment()).containsEntry("SSH_WAIT_TIME_SECONDS", "120");
    assertThat(
            laptop
                .aws("s3", "ls", "--recursive", "s3://" + Cloud.BUCKET + "/python/source/")
                .out()
                .lines())
        .as("the given archive, and one of ours")
        .hasSize(2);
  }

  @Test
  void aProgramThatStartsSshItselfKeepsItsPlace() throws IOException {
    Path request =
        JobRequest.ofScript(cloud, directory, "itself", Map.of("train.py", Job.WAITING), "train.py")
            .write(directory);

    Job job = submitted(request);
    stopWaiting(job);

    assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.description().hyperParameters())
        .containsEntry("sagemaker_program", "\"train.py\"");
    assertThat(job.log()).contains("before").contains("training begins");
  }

  @Test
  void aShellProgramRunsUntouchedAndGetsTheSignals() throws IOException {
    Path request =
        JobRequest.ofScript(
                cloud,
                directory,
                "shell",
                Map.of(
                    "train.sh",
                    """
                    #!/bin/sh
                    trap 'echo "asked to stop"; exit 0' TERM
                    echo "arguments $* entry $SM_USER_ENTRY_POINT"
                    while true; do sleep 0.1; done
                    """),
                "train.sh")
            .write(directory);

    Job job = submitted(request);
    stopWaiting(job);
    job.awaitLog("arguments --epochs 3 entry train.sh");
    cloud.sagemaker().stopTrainingJob(b -> b.trainingJobName(job.name()));
    job.awaitLog("asked to stop");
  }

  @Test
  void anyImageStartsSshBeforeItsOwnCommand() throws IOException {
    Path request =
        JobRequest.ofImage("image", 1, "python3", "-c", "import sys; print(sys.argv); sys.exit(5)")
            .write(directory);

    Job job = submitted(request);
    Outcome remote =
        laptop.training("exec", job.name(), "--", "echo $TRAINING_JOB_NAME").run().succeeded();
    assertThat(remote.out()).isEqualTo("image\n");
    stopWaiting(job);

    assertThat(job.end()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.description().failureReason()).contains("exit code: 5");
    assertThat(job.log()).contains("['-c']");
  }

  @Test
  void connectsToTheFirstNodeAsSoonAsItIsOnline() throws IOException {
    Path request = JobRequest.ofImage("at-once", 2, "true").write(directory);

    Outcome outcome =
        laptop
            .training("submit", request.toString(), "--connect", "--instance-count", "2")
            .run("echo on $SM_CURRENT_HOST\n".getBytes(StandardCharsets.UTF_8))
            .succeeded();

    assertThat(outcome.err()).contains("Create training job at-once").contains("Connected");
    assertThat(outcome.out()).startsWith("at-once\n").contains("on algo-1");
  }

  @Test
  void refusesBeforeAnythingIsChanged() throws IOException {
    Path request =
        JobRequest.ofScript(cloud, directory, "bad", Map.of("main.py", "x = 1"), "train.py")
            .write(directory);
    assertThat(laptop.training("submit", request.toString()).run().failedWith(35).err())
        .contains("sagemaker_program is train.py");

    Path image = JobRequest.ofImage("none", 1, "x").write(directory);
    Files.writeString(
        image, Files.readString(image).replace(",\"ContainerEntrypoint\":[\"x\"]", ""));
    assertThat(laptop.training("submit", image.toString()).run().failedWith(37).err())
        .contains("--entrypoint");

    Files.writeString(image, Files.readString(image).replace("RoleArn", "RoleArm"));
    assertThat(laptop.training("submit", image.toString()).run().failedWith(36).err())
        .contains("Did you mean RoleArn?");

    assertThat(cloud.sagemaker().listTrainingJobs(b -> {}).trainingJobSummaries()).isEmpty();
  }

  @Test
  void injectsIntoAnArchiveInS3() throws IOException {
    JobRequest.ofScript(cloud, directory, "s3", Map.of("train.py", "x = 1"), "train.py");
    String archive = "s3://" + Cloud.BUCKET + "/s3/source/sourcedir.tar.gz";

    assertThat(laptop.training("inject", archive).run().succeeded().out()).startsWith("Added");
    assertThat(laptop.training("inject", archive).run().succeeded().out())
        .startsWith("Up to date, nothing changed");

    laptop.aws("s3", "cp", "--quiet", archive, "back.tar.gz").succeeded();
    assertThat(laptop.program("tar", "-tzf", "back.tar.gz").run().succeeded().out())
        .contains("./train.py")
        .contains("sagemaker_ssh_helper/sm-setup-ssh");
    assertThat(
            laptop
                .training("inject", "s3://" + Cloud.BUCKET + "/none.tar.gz")
                .run()
                .failedWith(35)
                .err())
        .contains("no such object");
  }
}
