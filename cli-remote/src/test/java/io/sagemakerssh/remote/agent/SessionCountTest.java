package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCountTest {
  @TempDir Path directory;
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final AtomicInteger collections = new AtomicInteger();
  private SessionCount count;

  @BeforeEach
  void create() {
    count =
        new SessionCount(
            directory.resolve("run/sessions"), later::add, collections::incrementAndGet);
  }

  private String written() throws IOException {
    return Files.readString(directory.resolve("run/sessions"));
  }

  @Test
  void writesHowManyAreOpen() throws IOException {
    assertThat(written()).isEqualTo("0\n");
    count.add("a");
    count.add("b");
    assertThat(written()).isEqualTo("2\n");
    count.remove("a");
    assertThat(written()).isEqualTo("1\n");
  }

  @Test
  void givesBackTheHeapAWhileAfterASessionsEnd() {
    count.add("stays");
    count.add("a");
    assertThat(later).isEmpty();

    count.remove("a");
    assertThat(collections).hasValue(0);

    later.remove().run();
    assertThat(collections).hasValue(1);
  }

  @Test
  void butNotIfAnotherBegan() {
    count.add("a");
    count.remove("a");
    count.add("b");

    later.remove().run();

    assertThat(collections).hasValue(0);
  }

  @Test
  void norMoreThanOnceForSeveralThatEnd() {
    count.add("a");
    count.add("b");
    count.remove("a");
    count.remove("b");

    later.remove().run();
    assertThat(collections).hasValue(0);
    later.remove().run();
    assertThat(collections).hasValue(1);
  }
}
