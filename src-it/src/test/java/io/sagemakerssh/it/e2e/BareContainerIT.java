package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/**
 * The bundle in a container that has nothing: Debian's smallest base, no Java, no Python, and no
 * way out but to the local AWS.
 */
class BareContainerIT {
  private static final Path TARGET = Repository.root().resolve("src-it/target");
  private static final List<String> NAMESPACES =
      List.of("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child");

  @TempDir Path directory;
  private Cloud cloud;
  private Laptop laptop;
  private Process relay;

  @BeforeEach
  void start() throws Exception {
    List<String> attempt = new ArrayList<>(NAMESPACES);
    attempt.add("true");
    if (new ProcessBuilder(attempt).start().waitFor() != 0) {
      System.err.println("SKIPPED: BareContainerIT, since this kernel lets us make no namespaces");
      Assumptions.abort("no namespaces");
    }
    script("bare-rootfs", TARGET.resolve("rootfs").toString());
    script("bundle");
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    relay =
        new ProcessBuilder(
                "socat",
                "UNIX-LISTEN:" + directory.resolve("socket") + ",fork,mode=666",
                "TCP:127.0.0.1:" + cloud.aws().endpoint().getPort())
            .inheritIO()
            .start();
  }

  @AfterEach
  void stop() {
    if (cloud != null) {
      cloud.close();
      relay.destroy();
    }
  }

  private static void script(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("scripts").resolve(name).toString());
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** A job whose container is the bare one; the image's entry point is the program. */
  private Job job(String user, String home, String program) throws IOException {
    List<String> command = new ArrayList<>(NAMESPACES);
    command.addAll(
        List.of(
            Repository.root().resolve("scripts/bare-container").toString(),
            TARGET.resolve("rootfs").toString(),
            Repository.root().resolve("cli-remote/target/bundle/sagemaker_ssh_helper").toString(),
            user,
            Integer.toString(cloud.aws().endpoint().getPort()),
            directory.resolve("socket").toString()));
    // What the local AWS sets for a container that is a mere process.
    command.add("env");
    for (String variable :
        List.of("SM_SSH_HOME", "SAGEMAKER_BASE_DIR", "SSH_PORT", "PYTHONPATH", "JAVA_HOME")) {
      command.addAll(List.of("-u", variable));
    }
    command.addAll(
        List.of(
            "HOME=" + home,
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "SECRET_TOKEN=do-not-log-me",
            "/mnt/sm-run",
            "sh",
            "-c",
            program));
    return cloud.createContainerJob("bare-" + user, command);
  }

  private void passesTheWholeFlow(Job job, String remote, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "to and fro\n");
    try (Connection connection = Connection.open(laptop, job.name())) {
      assertThat(laptop.openSsh("ssh", "sagemaker-training", remote).run().succeeded().out())
          .isEqualTo(expected);
      laptop.openSsh("ssh", "-tt", "sagemaker-training", "test -t 0").run().succeeded();
      laptop.openSsh("scp", file.toString(), "sagemaker-training:/tmp/file").run().succeeded();
      assertThat(
              laptop.openSsh("ssh", "sagemaker-training", "cat /tmp/file").run().succeeded().out())
          .isEqualTo("to and fro\n");
      copiesThroughS3(job);
      assertThat(connection.log()).contains("Connected");
    }
    laptop.training("stop-waiting", job.name()).run().succeeded();

    assertThat(job.end()).describedAs(job.log()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.log()).contains("training begins").doesNotContain("do-not-log-me");
    assertThat(laptop.training("list").run().succeeded().out()).doesNotContain("mi-");
  }

  private void copiesThroughS3(Job job) throws IOException {
    Path large = Files.writeString(directory.resolve("large"), "through S3\n".repeat(200_000));
    Path back = directory.resolve("back");
    laptop.here("cp", "--via", "s3", large.toString(), job.name() + ":/tmp/").succeeded();
    laptop.here("cp", "--via", "s3", job.name() + ":/tmp/large", back.toString()).succeeded();
    assertThat(Digest.of(back)).isEqualTo(Digest.of(large));
  }

  @Test
  void asRootInTheSystemsPlaces() throws IOException {
    Job job = job("root", "/root", "cat /etc/environment > /tmp/saved; echo training begins");

    passesTheWholeFlow(
        job,
        "id -u; echo $SECRET_TOKEN $IMAGE_NAME; head -1 /etc/environment;"
            + " ls -A /etc/ssh/authorized_keys.d | wc -l; command -v sm-wait java python3 aws",
        "0\ndo-not-log-me bare image\n# of the image\n1\n"
            + "/opt/sagemaker-ssh-helper/bin/sm-wait\n");
  }

  @Test
  void asAUserOnAReadOnlyFileSystem() throws IOException {
    Job job = job("user", "/tmp/home", "touch /opt/new 2> /dev/null || echo training begins");

    passesTheWholeFlow(
        job,
        "id -u; echo $SECRET_TOKEN; cd; pwd; command -v java python3 aws; true",
        "1000\ndo-not-log-me\n/tmp/home\n");
  }
}
