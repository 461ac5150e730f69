package io.sagemakerssh.local.speedtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.RemoteCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With this machine's shell in the container's place. */
@Timeout(60)
class SpeedTestTest {
  private static final long MEBIBYTE = 1 << 20;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<String> steps = new ArrayList<>();
  private final List<String> started = new CopyOnWriteArrayList<>();

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  private Process shell(String command) throws IOException {
    started.add(command);
    return new ProcessBuilder("/bin/sh", "-c", command).start();
  }

  private SpeedTest test(RemoteCommands commands, SpeedLimits limits) {
    return new SpeedTest(commands, limits, timer, steps::add);
  }

  @Test
  void measuresEveryFigure() throws Exception {
    SpeedResult result =
        test(this::shell, new SpeedLimits(Duration.ofSeconds(30), 8 * MEBIBYTE, 4)).run();

    assertThat(result.connect()).isPositive();
    assertThat(result.roundTrip()).isPositive().isLessThan(Duration.ofSeconds(1));
    assertThat(result.up()).isPositive();
    assertThat(result.down()).isPositive();
    assertThat(result.stripedDown()).isPositive();
    assertThat(started.stream().filter(line -> line.equals("head -c 2097152 /dev/zero")))
        .as("four equal parts")
        .hasSize(4);
    assertThat(steps)
        .containsExactly(
            "Connect", "Round trips", "Upload", "Download", "Download over 4 sessions");
  }

  @Test
  void endsWhenItsTimeIsUp() throws Exception {
    SpeedResult result =
        test(this::shell, new SpeedLimits(Duration.ofMillis(50), 1L << 50, 2)).run();

    assertThat(result.down()).isPositive();
    assertThat(result.stripedDown()).isPositive();
  }

  @Test
  void saysThatACommandFailed() {
    assertThatThrownBy(
            () ->
                test(line -> shell("exit 127"), new SpeedLimits(Duration.ofSeconds(1), MEBIBYTE, 1))
                    .run())
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SESSION_FAILED);
              assertThat(error).hasMessageContaining("could not be measured");
            });
  }

  @Test
  void saysThatADownloadBroke() {
    Map<String, String> broken = Map.of("head -c 1048576 /dev/zero", "head -c 100 /dev/zero");

    assertThatThrownBy(
            () ->
                test(
                        line -> shell(broken.getOrDefault(line, line)),
                        new SpeedLimits(Duration.ofSeconds(30), MEBIBYTE, 2))
                    .run())
        .isInstanceOf(UserError.class);
  }

  @Test
  void printsATableAndJson() {
    SpeedResult result =
        new SpeedResult(Duration.ofMillis(1234), Duration.ofNanos(1_500_000), 2e6, 7e5, 5.6e6, 8);

    assertThat(String.join("\n", result.lines()))
        .isEqualTo(
            """
            connect           1.23 s     session, SSH and a command, median
            round trip        1.50 ms    a byte there and back, median
            up                2.00 MB/s  one session
            down              0.70 MB/s  one session
            down              5.60 MB/s  8 sessions at once\
            """);
    assertThat(result.json())
        .hasToString(
            "{\"connectSeconds\":1.234,\"roundTripSeconds\":0.0015,\"upBytesPerSecond\":2000000,"
                + "\"downBytesPerSecond\":700000,\"stripedDownBytesPerSecond\":5600000,"
                + "\"stripes\":8}");
  }
}
