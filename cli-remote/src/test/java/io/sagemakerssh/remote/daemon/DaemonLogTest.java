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
import org.junit.jupiter.api.io.TempDir;

class DaemonLogTest {
  @TempDir Path directory;

  @Test
  void copiesWholeLinesAsTheyComeAndTheRestAtTheEnd() throws Exception {
    Path file = Files.writeString(directory.resolve("daemon.log"), "one\ntw");
    ByteArrayOutputStream copied = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(copied, true, StandardCharsets.UTF_8);
    try (DaemonLog log = DaemonLog.follow(file, out)) {
      assertThat(log).isNotNull();
      await()
          .atMost(10, SECONDS)
          .until(() -> copied.toString(StandardCharsets.UTF_8).equals("one\n"));

      Files.writeString(file, "o\nthree\n", StandardOpenOption.APPEND);
      await()
          .atMost(10, SECONDS)
          .until(() -> copied.toString(StandardCharsets.UTF_8).equals("one\ntwo\nthree\n"));

      Files.writeString(file, "four\n", StandardOpenOption.APPEND);
    }
    assertThat(copied.toString(StandardCharsets.UTF_8)).endsWith("four\n");
  }
}
