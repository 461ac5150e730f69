package io.sagemakerssh.it.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the flow against plain commands on the same machine in one run: {@code scripts/bench}.
 * Asserts no time; its table is for people.
 */
@Tag("bench")
class FlowBench {
  private static final int RUNS = 5;
  private static final int LARGE = 64 << 20;
  @TempDir Path directory;

  @Test
  void flow() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createJob("bench", Job.WAITING, 1, Map.of());
      job.awaitLog("Managed instance-id");

      List<String> rows = new ArrayList<>();
      Outcome start = laptop.program("true").run();
      rows.add(row("process start of 'true'", start.took(), ""));
      Outcome first =
          laptop
              .training("connect", job.name(), "--local-port", "0", "echo", "first")
              .run()
              .succeeded();
      rows.add(row("connect to first output, nothing cached", first.took(), "goal 2 s"));
      Outcome second =
          laptop
              .training("connect", job.name(), "--local-port", "0", "echo", "again")
              .run()
              .succeeded();
      rows.add(row("second connect to first output", second.took(), ""));
      Duration ssh =
          median(
              () -> laptop.openSsh("ssh", "sagemaker-training", "true").run().succeeded().took());
      rows.add(row("ssh sagemaker-training true (median)", ssh, "goal 1 s"));
      transfer(laptop, rows);
      Outcome aws = laptop.aws("sts", "get-caller-identity").succeeded();
      rows.add(row("aws sts get-caller-identity, for comparison", aws.took(), ""));
      Outcome stop =
          laptop.openSsh("ssh", "sagemaker-training", "time -p sm-wait stop").run().succeeded();
      rows.add("sm-wait stop in the container (goal 0.5 s): " + stop.err().replace('\n', ' '));
      job.end();
      System.out.println("\n" + String.join("\n", rows) + "\n");
    }
  }

  private void transfer(Laptop laptop, List<String> rows) throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("large"), bytes);
    Path back = directory.resolve("back");
    Duration up =
        laptop
            .openSsh("scp", "-q", file.toString(), "sagemaker-training:/tmp/bench")
            .run()
            .succeeded()
            .took();
    Duration down =
        laptop
            .openSsh("scp", "-q", "sagemaker-training:/tmp/bench", back.toString())
            .run()
            .succeeded()
            .took();
    laptop.openSsh("ssh", "sagemaker-training", "rm /tmp/bench").run().succeeded();
    rows.add(row("64 MiB up", up, rate(up)));
    rows.add(row("64 MiB down", down, rate(down)));
  }

  private static Duration median(Supplier<Duration> run) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      times.add(run.get());
    }
    return times.stream().sorted().toList().get(RUNS / 2);
  }

  private static String rate(Duration took) {
    return "%.1f MB/s, goal 5".formatted(LARGE / 1e6 / (took.toMillis() / 1e3));
  }

  private static String row(String what, Duration took, String remark) {
    return "%-48s %6.2f s  %s".formatted(what, took.toMillis() / 1e3, remark);
  }
}
