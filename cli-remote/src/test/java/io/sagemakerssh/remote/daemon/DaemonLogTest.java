package io.sagemakerssh.remote.daemon;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DaemonLogTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(copied, true, StandardCharsets.UTF_8);

  private void awaitCopied(String text) {
    await().atMost(10, SECONDS).until(() -> copied.toString(StandardCharsets.UTF_8).equals(text));
  }

  @Test
  void copiesWholeLinesAsTheyComeAndTheRestAtTheEnd() throws Exception {
    Path file = Files.writeString(directory.resolve("daemon.log"), "one\ntw");
    try (DaemonLog log = DaemonLog.follow(file, out)) {
      assertThat(log).isNotNull();
      awaitCopied("one\n");

      Files.writeString(file, "o\nthree\n", StandardOpenOption.APPEND);
      awaitCopied("one\ntwo\nthree\n");

      Files.writeString(file, "four\nfi", StandardOpenOption.APPEND);
    }
    assertThat(copied.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\nfour\nfi\n");
  }

  /**
   * A daemon that was killed leaves it so: following it would then take all of a CPU, and close()
   * never end.
   */
  @Test
  void restsWhileALineHasNotEnded() throws Exception {
    Path file = Files.writeString(directory.resolve("daemon.log"), "one\ntw");
    try (DaemonLog log = DaemonLog.follow(file, out)) {
      assertThat(log).isNotNull();
      awaitCopied("one\n");
      await()
          .atMost(10, SECONDS)
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .filter(thread -> thread.getName().equals("sm-ssh-daemon-log"))
                      .anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }
  }

  @Test
  void copiesLinesThatAreLongerThanItReadsAtOnce() throws Exception {
    String line = "ä".repeat(100_000) + "\n";
    Path file = Files.writeString(directory.resolve("daemon.log"), "one\n" + line + line);
    try (DaemonLog log = DaemonLog.follow(file, out)) {
      assertThat(log).isNotNull();
      awaitCopied("one\n" + line + line);
    }
  }
}
