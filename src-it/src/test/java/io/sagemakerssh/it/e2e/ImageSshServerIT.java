package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code SSH_SERVER=openssh}: a job whose container runs the image's own OpenSSH server. */
class ImageSshServerIT {
  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;
  private static Connection connection;

  @BeforeAll
  static void connect() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    Job job =
        cloud.createJob(
            "image-server",
            Job.WAITING,
            1,
            Map.of("SSH_SERVER", "openssh", "OF_THE_JOB", "two words"));
    connection = Connection.open(laptop, job.name());
  }

  @AfterAll
  static void disconnect() {
    connection.close();
    cloud.close();
  }

  @Test
  void runsCommandsInTheJobsEnvironment() {
    String remote =
        "tr '\\0' ' ' < /proc/$PPID/cmdline | cut -c1-5; echo $TRAINING_JOB_NAME $OF_THE_JOB; exit 7";

    Outcome outcome = laptop.openSsh("ssh", "sagemaker-training", remote).run().failedWith(7);

    assertThat(outcome.out()).isEqualTo("sshd:\nimage-server two words\n");
  }

  @Test
  void givesATerminal() {
    laptop.openSsh("ssh", "-tt", "sagemaker-training", "test -t 0 && exit 5").run().failedWith(5);
  }

  @Test
  void servesExecToo() {
    Outcome outcome = laptop.training("exec", "image-server", "--", "echo", "hi").run();

    assertThat(outcome.succeeded().out()).isEqualTo("hi\n");
  }

  @Test
  void copiesFilesBothWays() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "to and fro\n".repeat(100_000));

    assertThat(Digest.of(laptop.scpThereAndBack(file))).isEqualTo(Digest.of(file));
  }

  @Test
  void copiesThroughS3() throws IOException {
    Path file = Files.writeString(directory.resolve("large"), "through S3\n".repeat(200_000));
    String there = "image-server:" + directory.resolve("there");

    laptop.here("cp", "--via", "s3", file.toString(), there).succeeded();
    laptop.here("cp", "--via", "s3", there, directory.resolve("back").toString()).succeeded();

    assertThat(Digest.of(directory.resolve("back"))).isEqualTo(Digest.of(file));
  }

  @Test
  void forwardsAPort() throws IOException {
    int port = Loopback.freePort();
    try (ServerSocket inContainer = Loopback.listen()) {
      String forward = port + ":127.0.0.1:" + inContainer.getLocalPort();
      Process ssh = laptop.openSsh("ssh", "-N", "-L", forward, "sagemaker-training").start();
      try {
        Loopback.assertLeadsTo(port, inContainer);
      } finally {
        ssh.destroy();
      }
    }
  }
}
