package io.sagemakerssh.it.e2e;

import io.sagemakerssh.it.bench.BenchTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flow and copies through OpenSSH, against plain commands and plain SSH on the same machine in
 * one run. Asserts no time.
 */
@Tag("bench")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FlowBench {
  private static final int LARGE = 64 << 20;
  private static final int LARGER = 128 << 20;

  private static final List<String> MESSAGE_BYTES = List.of("1024", "16384", "65536");
  @TempDir Path directory;

  @Test
  void flow() throws Exception {
    BenchTable table = new BenchTable("Through OpenSSH");
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = waiting(cloud, "bench");
      starting(table, laptop, job);
      typing(table, laptop);
      System.out.println(laptop.training("speedtest", job.name()).run().succeeded().out());
      Outcome stop = byName(laptop, "time -p sm-wait stop").run().succeeded();
      System.out.println("sm-wait stop in the container: " + stop.err().replace('\n', ' '));
      job.end();
      for (String bytes : MESSAGE_BYTES) {
        copying(table, cloud, laptop, bytes);
      }
    }
    table.print();
  }

  /** Five minutes, which all measurements together exceed: each part has a job of its own. */
  private static Job waiting(Cloud cloud, String name) throws IOException {
    Job job = cloud.createJob(name, Job.WAITING, 1, Map.of());
    job.awaitLog("Managed instance-id");
    return job;
  }

  private static void starting(BenchTable table, Laptop laptop, Job job) throws Exception {
    time(table, "process start of 'true'", laptop.program("true"));
    time(table, "sm-local-ssh-training --help", laptop.training("--help"));
    Program aws = laptop.program("aws", "sts", "get-caller-identity");
    time(table, "aws sts get-caller-identity, for comparison", aws);
    table.once("connect to first output, nothing cached", "s", seconds(connect(laptop, job)));
    time(table, "second connect to first output", connect(laptop, job));
  }

  private static void typing(BenchTable table, Laptop laptop) throws Exception {
    List<String> plain = plainSsh(laptop);
    time(table, "ssh sagemaker-training true", byName(laptop, "true"));
    time(table, "plain ssh to the same server, true", with(laptop, plain, "true"));
    double plainKey = table.row("plain ssh: a keystroke", "ms", () -> Keyboard.echo(laptop, plain));
    Laptop chosen = laptop.with(Map.of("SSH_MESSAGE_BYTES", "1024"));
    double key = table.row("a keystroke", "ms", () -> Keyboard.echo(chosen, byName(chosen)));
    table.once("a keystroke, added to plain ssh", "ms", key - plainKey);
  }

  /** First each ssh with a Java process of its own, then beside a connect that runs. */
  private static void copying(BenchTable table, Cloud cloud, Laptop laptop, String bytes)
      throws Exception {
    Job job = waiting(cloud, "bench-" + bytes);
    Laptop chosen = laptop.with(Map.of("SSH_MESSAGE_BYTES", bytes));
    connect(chosen, job).run().succeeded();
    List<String> plain = plainSsh(chosen);
    Copies.by(chosen, byName(chosen), LARGE)
        .compare(table, "messages of " + bytes + " bytes", Copies.by(chosen, plain, LARGE));
    try (Connection running = Connection.open(chosen, job.name())) {
      running(table, "running connect, messages of " + bytes + " bytes", chosen, plain, running);
    }
    chosen.training("stop-waiting", job.name()).run().succeeded();
    job.end();
  }

  private static void running(
      BenchTable table, String what, Laptop laptop, List<String> plain, Connection running)
      throws Exception {
    Copies copies = Copies.by(laptop, byName(laptop), LARGER);
    copies.up();
    copies.down();
    time(table, what + ": true", byName(laptop, "true"));
    table.row(what + ": a keystroke", "ms", () -> Keyboard.echo(laptop, byName(laptop)));
    Copies byPlain = Copies.by(laptop, plain, LARGER);
    copies.compare(table, what, byPlain);
    List<String> port = new ArrayList<>(plain);
    port.set(port.indexOf("-p") + 1, running.port());
    Copies.by(laptop, port, LARGER).compare(table, what + ", its port", byPlain);
  }

  private static Program connect(Laptop laptop, Job job) {
    return laptop.training("connect", job.name(), "--local-port", "0", "echo", "first");
  }

  private static List<String> byName(Laptop laptop) {
    return laptop.openSsh("ssh", "sagemaker-training").command();
  }

  private static Program byName(Laptop laptop, String command) {
    return laptop.openSsh("ssh", "sagemaker-training", command);
  }

  /** Straight to the container's SSH server, which here is on this machine, with our ciphers. */
  private static List<String> plainSsh(Laptop laptop) {
    String[] connection =
        byName(laptop, "echo $SSH_CONNECTION").run().succeeded().out().strip().split(" ");
    return List.of(
        "ssh",
        "-F",
        "none",
        "-p",
        connection[3],
        "-i",
        laptop.home().resolve(".ssh/sagemaker-ssh-gw").toString(),
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "Ciphers=" + ciphers(laptop),
        "root@127.0.0.1");
  }

  private static String ciphers(Laptop laptop) {
    return laptop
        .openSsh("ssh", "-G", "sagemaker-training")
        .run()
        .succeeded()
        .out()
        .lines()
        .filter(line -> line.startsWith("ciphers "))
        .map(line -> line.substring("ciphers ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static Program with(Laptop laptop, List<String> ssh, String command) {
    List<String> line = new ArrayList<>(ssh);
    line.add(command);
    return laptop.program(line.toArray(String[]::new));
  }

  private static void time(BenchTable table, String what, Program program) throws Exception {
    table.row(what, "s", () -> seconds(program));
  }

  private static double seconds(Program program) {
    return program.run().succeeded().took().toMillis() / 1e3;
  }
}
