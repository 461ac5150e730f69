package io.sagemakerssh.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.polling.FakeTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LogFollowerTest {
  private final FakeTime time = new FakeTime();
  private final List<LogLine> log = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<Instant> asked = new ArrayList<>();

  /** What happens between the looks; then the job is over. */
  private final Queue<Runnable> events = new ArrayDeque<>();

  private void line(String id, int second) {
    log.add(new LogLine(id, "algo-1", Instant.ofEpochSecond(second), id));
  }

  private LogFollower follow() {
    LogFollower follower =
        new LogFollower(
            (from, reader) -> {
              asked.add(from);
              log.stream().filter(line -> !line.at().isBefore(from)).toList().forEach(reader);
            },
            () -> {
              Runnable event = events.poll();
              if (event != null) {
                event.run();
              }
              return event == null;
            },
            time,
            Instant.ofEpochSecond(100));
    follower.follow(line -> told.add(line.message()));
    return follower;
  }

  @Test
  void withoutFollowingOneLookIsAll() {
    line("old", 99);
    line("new", 100);

    follow();

    assertThat(told).containsExactly("new");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void eachLineIsToldOnceThoughTheSameTimeIsReadAgain() {
    events.add(() -> line("a", 200));
    events.add(() -> line("b", 200));
    events.add(() -> line("c", 300));
    events.add(() -> {});

    follow();

    assertThat(told).containsExactly("a", "b", "c");
    assertThat(time.sleeps()).hasSize(4);
  }

  @Test
  void aLongLogIsNotKeptInMind() {
    for (int second = 100; second < 1000; second++) {
      line("line " + second, second);
    }

    assertThat(follow().remembered()).isEqualTo(11);
    assertThat(told).hasSize(900);
  }

  @Test
  void linesThatCameLateAreToldToo() {
    events.add(() -> line("latest", 200));
    events.add(() -> line("late", 195));

    follow();

    assertThat(told).containsExactly("latest", "late");
    assertThat(asked.get(2)).isEqualTo(Instant.ofEpochSecond(190));
  }
}
