package io.sagemakerssh.it.e2e;

import io.sagemakerssh.it.bench.BenchTable;
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

  /** Longer than all measurements. */
  private static final String WAIT_SECONDS = "3600";

  private static final List<String> MESSAGE_BYTES = List.of("1024", "16384", "65536");
  @TempDir Path directory;

  @Test
  void flow() throws Exception {
    BenchTable table = new BenchTable("Through OpenSSH");
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job =
          cloud.createJob("bench", Job.WAITING, 1, Map.of("SSH_WAIT_TIME_SECONDS", WAIT_SECONDS));
      job.awaitLog("Managed instance-id");
      starting(table, laptop, job);
      List<String> plain = plainSsh(laptop);
      alone(table, laptop, plain);
      running(table, laptop, job, plain);
      System.out.println(laptop.training("speedtest", job.name()).run().succeeded().out());
      Outcome stop =
          laptop.openSsh("ssh", "sagemaker-training", "time -p sm-wait stop").run().succeeded();
      System.out.println("sm-wait stop in the container: " + stop.err().replace('\n', ' '));
      job.end();
    }
    table.print();
  }

  private static void starting(BenchTable table, Laptop laptop, Job job) throws Exception {
    time(table, "process start of 'true'", laptop.program("true"));
    time(table, "sm-local-ssh-training --help", laptop.training("--help"));
    Program aws = laptop.program("aws", "sts", "get-caller-identity");
    time(table, "aws sts get-caller-identity, for comparison", aws);
    Program connect = laptop.training("connect", job.name(), "--local-port", "0", "echo", "first");
    table.once("connect to first output, nothing cached", "s", seconds(connect));
    time(table, "second connect to first output", connect);
  }

  /** Each ssh with a Java process of its own. */
  private static void alone(BenchTable table, Laptop laptop, List<String> plain) throws Exception {
    time(table, "ssh sagemaker-training true", byName(laptop, "true"));
    time(table, "plain ssh to the same server, true", with(laptop, plain, "true"));
    double plainKey = table.row("plain ssh: a keystroke", "ms", () -> Keyboard.echo(laptop, plain));
    Laptop typing = laptop.with(Map.of("SSH_MESSAGE_BYTES", "1024"));
    double key = table.row("a keystroke", "ms", () -> Keyboard.echo(typing, byName(typing)));
    table.once("a keystroke, added to plain ssh", "ms", key - plainKey);
    for (String bytes : MESSAGE_BYTES) {
      Laptop chosen = laptop.with(Map.of("SSH_MESSAGE_BYTES", bytes));
      Copies.by(chosen, byName(chosen), LARGE)
          .compare(table, "messages of " + bytes + " bytes", Copies.by(laptop, plain, LARGE));
    }
  }

  /** Beside a connect that runs and has carried something before. */
  private static void running(BenchTable table, Laptop laptop, Job job, List<String> plain)
      throws Exception {
    for (String bytes : MESSAGE_BYTES) {
      try (Connection connect =
          Connection.open(laptop.with(Map.of("SSH_MESSAGE_BYTES", bytes)), job.name())) {
        String what = "running connect, messages of " + bytes + " bytes";
        Copies copies = Copies.by(laptop, byName(laptop), LARGER);
        copies.up();
        copies.down();
        time(table, what + ": true", byName(laptop, "true"));
        table.row(what + ": a keystroke", "ms", () -> Keyboard.echo(laptop, byName(laptop)));
        copies.compare(table, what, Copies.by(laptop, plain, LARGER));
        List<String> port = new ArrayList<>(plain);
        port.set(port.indexOf("-p") + 1, connect.port());
        Copies.by(laptop, port, LARGER)
            .compare(table, what + ", its port", Copies.by(laptop, plain, LARGER));
      }
    }
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
