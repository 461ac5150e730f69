package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenSSH programs and rsync, against the container of one waiting job. */
class OpenSshIT {
  private static final int LARGE = 64 << 20;
  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;
  private static Job job;
  private static Connection connection;

  @BeforeAll
  static void connect() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    job = cloud.createJob("programs", Job.WAITING, 1, Map.of());
    connection = Connection.open(laptop, job.name());
  }

  @AfterAll
  static void disconnect() {
    connection.close();
    cloud.close();
  }

  @Test
  void reachesTheJobByItsOwnHostName() {
    Outcome outcome =
        laptop.openSsh("ssh", "programs.training.sagemaker", "echo $TRAINING_JOB_NAME").run();

    assertThat(outcome.succeeded().out()).isEqualTo("programs\n");
  }

  @Test
  void keepsStandardOutputAndErrorApart() {
    Outcome outcome = laptop.openSsh("ssh", "sagemaker-training", "echo out; echo err >&2").run();

    assertThat(outcome.succeeded().out()).isEqualTo("out\n");
    assertThat(outcome.err()).contains("err\n");
  }

  @Test
  void passesStandardInputUnchanged() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);

    Outcome outcome = laptop.openSsh("ssh", "sagemaker-training", "sha256sum").run(bytes);

    assertThat(outcome.succeeded().out()).startsWith(Digest.of(bytes));
  }

  @Test
  void givesARealTerminal() {
    Outcome outcome =
        laptop.openSsh("ssh", "-tt", "sagemaker-training", "tty; stty size; echo $TERM").run();

    assertThat(outcome.succeeded().out()).contains("/dev/pts/");
  }

  @Test
  void reportsADeathBySignalAsOpenSshDoes() {
    laptop.openSsh("ssh", "sagemaker-training", "kill -TERM $$").run().failedWith(255);
    laptop.openSsh("ssh", "-tt", "sagemaker-training", "kill -TERM $$").run().failedWith(255);
  }

  @Test
  void copiesALargeFileBothWaysWithScp() throws IOException {
    Path large = randomFile("large", LARGE);

    assertThat(Digest.of(laptop.scpThereAndBack(large))).isEqualTo(Digest.of(large));
  }

  @Test
  void copiesALargeFileBothWaysThroughASessionOfItsOwn() throws IOException {
    Path large = randomFile("larger", LARGE);
    String proxy = Repository.launcher(Laptop.TRAINING) + " proxy-host programs.training.sagemaker";

    assertThat(Digest.of(laptop.scpThereAndBack(large, "-o", "ProxyCommand=" + proxy)))
        .isEqualTo(Digest.of(large));
  }

  @Test
  void needsNoJavaWhileConnectRuns() throws IOException {
    Path java = Files.createDirectories(directory.resolve("no-java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 9\n");
    java.toFile().setExecutable(true);
    Laptop withoutJava =
        laptop.with(
            Map.of("JAVA_HOME", "", "PATH", java.getParent() + ":" + System.getenv("PATH")));

    Outcome outcome = withoutJava.openSsh("ssh", "sagemaker-training", "echo here; exit 5").run();

    assertThat(outcome.failedWith(5).out()).isEqualTo("here\n");
    withoutJava.openSsh("ssh", "other.training.sagemaker", "true").run().failedWith(255);
  }

  @Test
  void uploadsThroughAPipeOfManyPacketsWhileConnectRuns() throws IOException {
    Process ssh = laptop.openSsh("ssh", "-N", "sagemaker-training").start();
    try {
      await().until(() -> ssh.children().count() == 1);
      long proxy = ssh.children().findFirst().orElseThrow().pid();
      String size = "import fcntl; print(fcntl.fcntl(open('/proc/%d/fd/0'), 1032))";

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          laptop
                              .program("python3", "-c", size.formatted(proxy))
                              .run()
                              .succeeded()
                              .out())
                      .isEqualTo((256 << 10) + "\n"));
    } finally {
      ssh.destroy();
    }
  }

  @Test
  void doesWithoutAForwardedPortThatLeadsNowhere() throws IOException {
    Path notes = laptop.home().resolve(".ssh/sagemaker-ssh/forwarded/programs.training.sagemaker");
    Path good = notes.resolve(connection.port());
    Path aside = directory.resolve("good");
    try (ServerSocket other = Loopback.listen()) {
      Path refused = Files.copy(good, notes.resolve("" + Loopback.freePort()));
      Path ended = Files.copy(good, notes.resolve("" + other.getLocalPort()));
      Files.move(good, aside);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> closeNext(other));

      Outcome outcome = laptop.openSsh("ssh", "sagemaker-training", "echo here").run();

      closing.join();
      assertThat(outcome.succeeded().out()).isEqualTo("here\n");
      assertThat(outcome.err()).isEmpty();
      Files.move(aside, good);
      Files.delete(refused);
      Files.delete(ended);
    }
  }

  @Test
  void connectStaysForOtherConnectionsThroughItsPort() throws IOException {
    try (Connection connect = Connection.open(laptop, job.name())) {
      Process other =
          laptop
              .openSsh(
                  "ssh",
                  "-o",
                  "ProxyCommand=none",
                  "-o",
                  "HostName=127.0.0.1",
                  "-p",
                  connect.port(),
                  "sagemaker-training",
                  "cat")
              .start();
      echo(other);

      connect.endSsh();

      await().until(() -> connect.log().contains("note: staying for 1 connection through port"));
      echo(other);
      other.destroy();
      await().until(() -> !connect.isOpen());
    }
  }

  private static void echo(Process cat) throws IOException {
    cat.getOutputStream().write('a');
    cat.getOutputStream().flush();
    assertThat(cat.getInputStream().read()).isEqualTo('a');
  }

  @Test
  void copiesWithTheOldScpProtocolToo() throws IOException {
    Path file = randomFile("small", 100_000);

    assertThat(Digest.of(laptop.scpThereAndBack(file, "-O"))).isEqualTo(Digest.of(file));
  }

  @Test
  void listsAndFetchesWithSftp() throws IOException {
    Path back = directory.resolve("hosts-back");

    laptop
        .openSsh("sftp", "-b", "-", "sagemaker-training")
        .run(("get /etc/passwd " + back + "\n").getBytes(StandardCharsets.UTF_8))
        .succeeded();

    assertThat(Digest.of(back)).isEqualTo(Digest.of(Path.of("/etc/passwd")));
  }

  @Test
  void synchronisesATreeWithRsync() throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree/inner"));
    Files.writeString(tree.resolve("a b.txt"), "text");
    Path remote = directory.resolve("tree-there");

    laptop
        .rsync("-a", directory.resolve("tree") + "/", "sagemaker-training:" + remote + "/")
        .run()
        .succeeded();
    Outcome read =
        laptop.openSsh("ssh", "sagemaker-training", "cat '" + remote + "/inner/a b.txt'").run();

    assertThat(read.succeeded().out()).isEqualTo("text");
  }

  @Test
  void clonesAndPushesWithGit() throws IOException {
    Path there = directory.resolve("there.git");
    Path here = directory.resolve("here");
    laptop.openSsh("ssh", "sagemaker-training", "git init -q --bare " + there).run().succeeded();
    Laptop withGit =
        laptop.with(
            Map.of(
                "GIT_SSH_COMMAND", "ssh -F " + laptop.home().resolve(".ssh/config"),
                "GIT_AUTHOR_NAME", "me",
                "GIT_AUTHOR_EMAIL", "me@example.com",
                "GIT_COMMITTER_NAME", "me",
                "GIT_COMMITTER_EMAIL", "me@example.com"));

    withGit
        .program("git", "clone", "-q", "ssh://sagemaker-training" + there, here.toString())
        .run()
        .succeeded();
    withGit
        .program("git", "-C", here.toString(), "commit", "-q", "--allow-empty", "-m", "from here")
        .run()
        .succeeded();
    withGit.program("git", "-C", here.toString(), "push", "-q", "origin", "HEAD").run().succeeded();

    String log = "git --git-dir " + there + " log --all --format=%s";
    assertThat(laptop.openSsh("ssh", "sagemaker-training", log).run().succeeded().out())
        .isEqualTo("from here\n");
  }

  @Test
  void forwardsALocalPort() throws IOException {
    int port = Loopback.freePort();
    try (ServerSocket inContainer = Loopback.listen()) {
      String forward = port + ":127.0.0.1:" + inContainer.getLocalPort();
      Process ssh =
          laptop
              .openSsh(
                  "ssh",
                  "-N",
                  "-o",
                  "ExitOnForwardFailure=yes",
                  "-L",
                  forward,
                  "sagemaker-training")
              .start();
      try {
        Loopback.assertLeadsTo(port, inContainer);
      } finally {
        ssh.destroy();
      }
    }
  }

  @Test
  void forwardsARemotePort() throws IOException {
    try (ServerSocket onLaptop = Loopback.listen()) {
      int port = Loopback.freePort();
      String forward = "127.0.0.1:" + port + ":127.0.0.1:" + onLaptop.getLocalPort();
      Process ssh = laptop.openSsh("ssh", "-N", "-R", forward, "sagemaker-training").start();
      try {
        Loopback.assertLeadsTo(port, onLaptop);
      } finally {
        ssh.destroy();
      }
    }
  }

  @Test
  void forwardsAPortAndPrintsWhereItIs() throws IOException {
    try (ServerSocket inContainer = Loopback.listen()) {
      Process forward =
          laptop.training("forward", job.name(), "0:" + inContainer.getLocalPort()).start();
      try {
        String line = forward.inputReader().readLine();
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        Loopback.assertLeadsTo(port, inContainer);
      } finally {
        forward.destroy();
      }
    }
  }

  @Test
  void takesSshOptionsBeforeTheJob() {
    Outcome outcome =
        laptop
            .training(
                "connect", "-o", "SendEnv=NONE", "--local-port", "0", job.name(), "echo", "hi")
            .run();

    assertThat(outcome.succeeded().out()).isEqualTo("hi\n");
    assertThat(outcome.err()).contains("is taken, most likely by another 'connect'");
  }

  @Test
  void forwardsTheAuthenticationAgent() {
    Outcome outcome =
        laptop
            .program(
                "ssh-agent",
                "sh",
                "-c",
                "ssh-add -q \"$HOME/.ssh/sagemaker-ssh-gw\" && ssh -A -F \"$HOME/.ssh/config\" sagemaker-training"
                    + " ssh-add -l")
            .run();

    assertThat(outcome.succeeded().out()).contains("ED25519");
  }

  @Test
  void runsACommandOfOurOwnExec() {
    Outcome outcome =
        laptop.training("exec", job.name(), "--", "sh", "-c", "echo hi; exit 9").run();

    assertThat(outcome.failedWith(9).out()).isEqualTo("hi\n");
  }

  @Test
  void refusesAHostKeyThatIsNotThePinnedOne() throws IOException {
    Path known = laptop.home().resolve(".ssh/sagemaker-ssh/known_hosts");
    String pinned = Files.readString(known);
    String other =
        laptop
            .program(
                "sh",
                "-c",
                "ssh-keygen -q -t ed25519 -N '' -f tmp/other && cut -d' ' -f1,2 tmp/other.pub")
            .run()
            .succeeded()
            .out()
            .strip();
    Path forged = laptop.home().resolve("forged");
    Files.writeString(forged, pinned.replaceAll("ssh-ed25519 \\S+", other));

    Outcome outcome =
        laptop
            .openSsh("ssh", "-o", "UserKnownHostsFile=" + forged, "sagemaker-training", "true")
            .run()
            .failedWith(255);

    assertThat(outcome.err()).contains("Host key verification failed");
  }

  private static void closeNext(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path randomFile(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }
}
