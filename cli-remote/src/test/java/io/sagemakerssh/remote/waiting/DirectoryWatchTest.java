package io.sagemakerssh.remote.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  /** Whether the file was seen, that was made once somebody waited for it. */
  private boolean sees(Path file, Duration lookAgain, Path watched) throws Exception {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    try (DirectoryWatch watch = DirectoryWatch.of(lookAgain, watched)) {
      Thread waiting =
          new Thread(
              () -> {
                try {
                  seen.complete(watch.await(() -> Files.exists(file), LONG));
                } catch (InterruptedException interrupted) {
                  seen.completeExceptionally(interrupted);
                }
              },
              "test-watch");
      waiting.start();
      await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
      Files.createFile(file);
      return seen.get();
    }
  }

  @Test
  void noticesAChangeWithoutLookingAgain() throws Exception {
    assertThat(sees(directory.resolve("file"), Duration.ofDays(1), directory)).isTrue();
  }

  @Test
  void looksAgainWhereNoNoticeComes() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    assertThat(sees(elsewhere.resolve("file"), Duration.ofMillis(20), directory)).isTrue();
  }

  @Test
  void endsWhenTheTimeIsUp() throws Exception {
    try (DirectoryWatch watch = DirectoryWatch.of(directory)) {
      assertThat(watch.await(() -> false, Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void missingDirectoriesAreRefused() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> open(missing)).isInstanceOf(NoSuchFileException.class);
  }

  private static void open(Path missing) throws IOException {
    DirectoryWatch.of(missing).close();
  }
}
