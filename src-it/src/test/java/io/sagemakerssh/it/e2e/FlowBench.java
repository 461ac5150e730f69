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
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FlowBench {
  private static final int LARGE = 64 << 20;
  private static final int LARGER = 128 << 20;
  @TempDir Path directory;

  @Test
  void flow() throws Exception {
    BenchTable table = new BenchTable("Through OpenSSH");
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createJob("bench", Job.WAITING, 1, Map.of());
      job.awaitLog("Managed instance-id");
      table.row("process start of 'true'", "s", () -> seconds(laptop.program("true").run()));
      table.row(
          "sm-local-ssh-training --help", "s", () -> seconds(laptop.training("--help").run()));
      table.row(
          "aws sts get-caller-identity, for comparison",
          "s",
          () -> seconds(laptop.aws("sts", "get-caller-identity").succeeded()));
      table.once("connect to first output, nothing cached", "s", seconds(connect(laptop, job)));
      table.row("second connect to first output", "s", () -> seconds(connect(laptop, job)));
      table.row(
          "ssh sagemaker-training true",
          "s",
          () -> seconds(laptop.openSsh("ssh", "sagemaker-training", "true").run().succeeded()));
      List<String> direct = plainSsh(laptop);
      table.row(
          "plain ssh to the same server, true", "s", () -> seconds(run(laptop, direct, "true")));
      double plainUp = table.row("plain ssh: up", "MB/s", () -> up(laptop, direct, LARGE));
      double plainDown = table.row("plain ssh: down", "MB/s", () -> down(laptop, direct, LARGE));
      double plainKey =
          table.row("plain ssh: a keystroke", "ms", () -> Keyboard.echo(laptop, direct));
      List<String> typing = sessionSsh(laptop.with(Map.of("SSH_MESSAGE_BYTES", "1024")));
      double key = table.row("a keystroke", "ms", () -> Keyboard.echo(laptop, typing));
      table.once("a keystroke, added to plain ssh", "ms", key - plainKey);
      for (String bytes : List.of("1024", "16384", "65536")) {
        Laptop with = laptop.with(Map.of("SSH_MESSAGE_BYTES", bytes));
        List<String> session = sessionSsh(with);
        String what = "messages of " + bytes + " bytes: ";
        double up = table.row(what + "up", "MB/s", () -> up(with, session, LARGE));
        double down = table.row(what + "down", "MB/s", () -> down(with, session, LARGE));
        table.once(what + "plain ssh to ours, up", "x", plainUp / up);
        table.once(what + "plain ssh to ours, down", "x", plainDown / down);
      }
      running(table, laptop, job);
      speedtest(laptop, job);
      Outcome stop =
          laptop.openSsh("ssh", "sagemaker-training", "time -p sm-wait stop").run().succeeded();
      System.out.println("sm-wait stop in the container: " + stop.err().replace('\n', ' '));
      job.end();
    }
    table.print();
  }

  /** Through the port of a connect that runs and has carried something before. */
  private static void running(BenchTable table, Laptop laptop, Job job) throws Exception {
    List<String> direct = plainSsh(laptop);
    for (String bytes : List.of("1024", "16384", "65536")) {
      try (Connection running =
          Connection.open(laptop.with(Map.of("SSH_MESSAGE_BYTES", bytes)), job.name())) {
        List<String> session = new ArrayList<>(direct);
        session.set(session.indexOf("-p") + 1, running.port());
        up(laptop, session, LARGER);
        down(laptop, session, LARGER);
        String what = "running connect, messages of " + bytes + " bytes: ";
        table.row(what + "true", "s", () -> seconds(run(laptop, session, "true")));
        double plainUp = table.row("plain ssh: up", "MB/s", () -> up(laptop, direct, LARGER));
        double up = table.row(what + "up", "MB/s", () -> up(laptop, session, LARGER));
        table.once(what + "plain ssh to it, up", "x", plainUp / up);
        double plainDown = table.row("plain ssh: down", "MB/s", () -> down(laptop, direct, LARGER));
        double down = table.row(what + "down", "MB/s", () -> down(laptop, session, LARGER));
        table.once(what + "plain ssh to it, down", "x", plainDown / down);
      }
    }
  }

  private static void speedtest(Laptop laptop, Job job) {
    System.out.println(laptop.training("speedtest", job.name()).run().succeeded().out());
  }

  private static Outcome connect(Laptop laptop, Job job) {
    return laptop
        .training("connect", job.name(), "--local-port", "0", "echo", "first")
        .run()
        .succeeded();
  }

  private static List<String> sessionSsh(Laptop laptop) {
    return new ArrayList<>(laptop.openSsh("ssh", "sagemaker-training").command());
  }

  /** Straight to the container's SSH server, which here is on this machine. */
  private static List<String> plainSsh(Laptop laptop) {
    String[] connection =
        laptop
            .openSsh("ssh", "sagemaker-training", "echo $SSH_CONNECTION")
            .run()
            .succeeded()
            .out()
            .strip()
            .split(" ");
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
        "root@127.0.0.1");
  }

  private static Outcome run(Laptop laptop, List<String> ssh, String command) {
    return run(laptop, "exec \"$@\" > /dev/null", ssh, command);
  }

  /** Between programs alone, so that no stream of ours is measured. */
  private static Outcome run(Laptop laptop, String script, List<String> ssh, String command) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(ssh);
    line.add(command);
    return laptop.program(line.toArray(String[]::new)).run().succeeded();
  }

  private static double up(Laptop laptop, List<String> ssh, int bytes) {
    double idle = seconds(run(laptop, ssh, "true"));
    String script = "head -c " + bytes + " /dev/zero | \"$@\"";
    return rate(bytes, seconds(run(laptop, script, ssh, "cat > /dev/null")) - idle);
  }

  private static double down(Laptop laptop, List<String> ssh, int bytes) {
    double idle = seconds(run(laptop, ssh, "true"));
    return rate(bytes, seconds(run(laptop, ssh, "head -c " + bytes + " /dev/zero")) - idle);
  }

  /** Megabytes a second. */
  private static double rate(int bytes, double seconds) {
    return bytes / 1e6 / seconds;
  }

  private static double seconds(Outcome outcome) {
    return outcome.took().toMillis() / 1e3;
  }
}
