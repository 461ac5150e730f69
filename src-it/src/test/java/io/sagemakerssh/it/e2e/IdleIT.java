package io.sagemakerssh.it.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the helper takes of a training's machine while nobody is connected. */
class IdleIT {
  private static final long MOST_BYTES = 100_000_000;
  private static final int MEASURED_SECONDS = 10;
  private static final int TICKS_PER_SECOND = 100;
  private static final long MOST_TICKS = MEASURED_SECONDS * TICKS_PER_SECOND / 100;

  /** The compilers may still be at work, and other work of the machine makes each tick longer. */
  private static final int MOST_MEASUREMENTS = 3;

  @TempDir Path directory;

  @Test
  void isLessThan100MegabytesAndOnePercentOfACore() throws Exception {
    new Program(Repository.root(), System.getenv(), List.of(Repository.root() + "/scripts/bundle"))
        .run()
        .succeeded();
    List<Helper> helpers = new ArrayList<>();
    try (Cloud cloud = Cloud.start(directory)) {
      try {
        helpers.add(goOnline(cloud, "bundle", "cli-remote/target/bundle/sagemaker_ssh_helper"));
        helpers.add(goOnline(cloud, "plain", "cli-remote/target/sagemaker_ssh_helper"));
        awaitLittleMemory(helpers);

        List<Long> busiest = new ArrayList<>();
        do {
          busiest.add(busiestTicks(helpers));
        } while (Collections.min(busiest) >= MOST_TICKS && busiest.size() < MOST_MEASUREMENTS);
        assertThat(busiest).anyMatch(ticks -> ticks < MOST_TICKS);
        awaitLittleMemory(helpers);
      } finally {
        for (Helper helper : helpers) {
          for (ProcessHandle process : helper.processes()) {
            process.destroy();
            process.onExit().get(20, SECONDS);
          }
        }
      }
    }
  }

  /** Java gives back every 30 s what its compilers took, at the start or now and then later. */
  private static void awaitLittleMemory(List<Helper> helpers) {
    await()
        .atMost(90, SECONDS)
        .untilAsserted(
            () ->
                assertThat(helpers)
                    .allSatisfy(
                        helper -> assertThat(helper.residentBytes()).isLessThan(MOST_BYTES)));
  }

  /**
   * One container's helper.
   *
   * @param processes the launcher, which waits for the user, and the daemon
   */
  private record Helper(List<ProcessHandle> processes) {
    long residentBytes() {
      return processes.stream().mapToLong(IdleIT::residentBytes).sum();
    }

    long ticks() {
      return processes.stream().mapToLong(IdleIT::ticks).sum();
    }
  }

  /** What the busiest of the helpers takes in a while. */
  private static long busiestTicks(List<Helper> helpers) {
    List<Long> before = helpers.stream().map(Helper::ticks).toList();
    assertThat(anyEnds(helpers)).satisfies(ending -> staysFor(MEASURED_SECONDS, ending));
    return IntStream.range(0, helpers.size())
        .mapToLong(i -> helpers.get(i).ticks() - before.get(i))
        .max()
        .orElseThrow();
  }

  private static CompletableFuture<String> anyEnds(List<Helper> helpers) {
    return CompletableFuture.anyOf(
            helpers.stream()
                .flatMap(helper -> helper.processes().stream())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new))
        .thenApply(ended -> "ended");
  }

  private static void staysFor(int seconds, CompletableFuture<String> ending) throws Exception {
    try {
      throw new AssertionError("The helper " + ending.get(seconds, SECONDS));
    } catch (TimeoutException expected) {
      assertThat(ending).isNotDone();
    }
  }

  private Helper goOnline(Cloud cloud, String name, String library) throws IOException {
    Path home = directory.resolve(name);
    Map<String, String> variables = new HashMap<>(cloud.aws().environment("alice"));
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", directory.toString());
    variables.put("SM_SSH_HOME", home.toString());
    variables.put("SAGEMAKER_BASE_DIR", directory.resolve("ml").toString());
    variables.put("START_SSH", "true");
    variables.put("SSH_SSM_ROLE", Cloud.ROLE);
    variables.put("SSH_OWNER_TAG", "me");
    variables.put("SSH_WAIT_TIME_SECONDS", "600");
    variables.put("SSH_PORT", "0");
    variables.put("TRAINING_JOB_NAME", name);
    variables.put(
        "TRAINING_JOB_ARN",
        "arn:aws:sagemaker:" + Cloud.REGION + ":" + Cloud.ACCOUNT + ":training-job/" + name);
    Path program = Repository.root().resolve(library).resolve("sm-setup-ssh");
    Process launcher = new Program(directory, variables, List.of(program.toString())).start();
    Path status = home.resolve("run/status.json");
    await()
        .atMost(60, SECONDS)
        .until(() -> Files.exists(status) && Files.readString(status).contains("\"online\":true"));
    long pid =
        JsonParser.parseString(Files.readString(status)).getAsJsonObject().get("pid").getAsLong();
    return new Helper(List.of(launcher.toHandle(), ProcessHandle.of(pid).orElseThrow()));
  }

  private static long residentBytes(ProcessHandle process) {
    return lines(process, "status").stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  /** Processor time so far, user's and system's: fields 14 and 15 of {@code stat}. */
  private static long ticks(ProcessHandle process) {
    String stat = lines(process, "stat").get(0);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static List<String> lines(ProcessHandle process, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
