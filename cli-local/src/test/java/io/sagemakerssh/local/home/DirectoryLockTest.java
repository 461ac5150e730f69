package io.sagemakerssh.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  private static final int TIMES = 200;

  @TempDir Path directory;

  @Test
  void whatIsReadUnderTheLockIsStillSoWhenItIsWritten() throws IOException {
    Path ours = directory.resolve("ours");
    Path counter = Files.writeString(directory.resolve("counter"), "0");

    IntStream.range(0, TIMES)
        .parallel()
        .forEach(time -> new DirectoryLock(ours).holding(() -> increment(counter)));

    assertThat(counter).hasContent(Integer.toString(TIMES));
  }

  private static int increment(Path counter) {
    try {
      int next = Integer.parseInt(Files.readString(counter)) + 1;
      Files.writeString(counter, Integer.toString(next));
      return next;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
