package io.sagemakerssh.remote.waiting;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicBoolean hopeless = new AtomicBoolean();
  private StopMarker marker;
  private WaitingProcesses processes;
  private Path outlook;

  @BeforeEach
  void prepare() throws Exception {
    marker = new StopMarker(directory.resolve("sm-wait-stopped"));
    processes = new WaitingProcesses(directory.resolve("waiting"));
    outlook = Files.createDirectory(directory.resolve("run"));
  }

  private Wait newWait() {
    return new Wait(
        marker,
        processes,
        new Wait.Outlook(outlook, () -> "The agent is fine.", hopeless::get),
        Clock.systemUTC(),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private CompletableFuture<Wait.Outcome> inBackground(Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return newWait().until(ProcessHandle.current(), Instant.now().plus(patience));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void endsWhenStopped() throws Exception {
    CompletableFuture<Wait.Outcome> outcome = inBackground(Duration.ofMinutes(5));
    await().atMost(10, SECONDS).until(() -> !processes.all().isEmpty());
    long begin = System.nanoTime();

    marker.set();

    assertThat(outcome.get(10, SECONDS)).isEqualTo(Wait.Outcome.STOPPED);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("sm-wait: Stopped.");
  }

  @Test
  void endsWhenTheTimeIsUp() throws Exception {
    assertThat(newWait().until(ProcessHandle.current(), Instant.now().plusMillis(50)))
        .isEqualTo(Wait.Outcome.TIME_UP);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("sm-wait: Waiting up to 1 seconds")
        .contains("sm-wait: The time is up")
        .contains("The agent is fine.");
  }

  @Test
  void zeroSecondsAreNoWait() throws Exception {
    assertThat(newWait().until(ProcessHandle.current(), Instant.now()))
        .isEqualTo(Wait.Outcome.TIME_UP);
    assertThat(printed.size()).isZero();
  }

  @Test
  void endsWhenNobodyCanEverConnect() throws Exception {
    CompletableFuture<Wait.Outcome> outcome = inBackground(Duration.ofMinutes(5));
    await().atMost(10, SECONDS).until(() -> !processes.all().isEmpty());

    hopeless.set(true);
    Files.createFile(outlook.resolve("changed"));

    assertThat(outcome.get(10, SECONDS)).isEqualTo(Wait.Outcome.HOPELESS);
  }

  @Test
  void isListedWhileItWaits() throws Exception {
    CompletableFuture<Wait.Outcome> outcome = inBackground(Duration.ofMinutes(5));

    await().atMost(10, SECONDS).until(() -> !processes.all().isEmpty());
    assertThat(processes.all().get(0).pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(processes.all().get(0).deadline()).isAfter(Instant.now().plusSeconds(200));

    marker.set();
    outcome.get(10, SECONDS);
    assertThat(processes.all()).isEmpty();
  }

  @Test
  void whatDeadProcessesAndOthersLeftIsNotListed() throws Exception {
    Path waiting = Files.createDirectories(directory.resolve("waiting"));
    Files.writeString(waiting.resolve("4194305"), "99999999999999 1\n");
    Files.writeString(waiting.resolve(Long.toString(ProcessHandle.current().pid())), "1 1\n");
    Files.writeString(waiting.resolve("nonsense"), "1 1\n");
    Files.writeString(waiting.resolve("1"), "");

    assertThat(processes.all()).isEmpty();
  }

  @Test
  void stoppingTwiceIsStopping() {
    marker.set();
    marker.set();
    assertThat(marker.isSet()).isTrue();
    marker.clear();
    marker.clear();
    assertThat(marker.isSet()).isFalse();
  }
}
