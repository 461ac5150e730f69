package io.sagemakerssh.core.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollingTest {
  private final FakeTime time = new FakeTime();

  @Test
  void answersAtOnceWithoutSleeping() {
    assertThat(time.polling(Duration.ofSeconds(5)).until(left -> Optional.of("yes")))
        .contains("yes");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void pausesGrowUpToTheLongest() {
    time.polling(Duration.ofSeconds(5)).until(left -> Optional.empty());

    assertThat(time.sleeps().subList(0, 3))
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(225));
    assertThat(time.sleeps()).allMatch(sleep -> sleep.compareTo(Duration.ofSeconds(1)) <= 0);
  }

  @Test
  void asksALastTimeWhenTimeIsUpAndNeverLater() {
    List<Duration> lefts = new ArrayList<>();

    Optional<String> answer =
        time.polling(Duration.ofSeconds(2))
            .until(
                left -> {
                  lefts.add(left);
                  return Optional.empty();
                });

    assertThat(answer).isEmpty();
    assertThat(lefts.get(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(lefts.get(lefts.size() - 1)).isZero();
    assertThat(time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void zeroTimeoutAsksOnce() {
    List<Duration> lefts = new ArrayList<>();

    time.polling(Duration.ZERO)
        .until(
            left -> {
              lefts.add(left);
              return Optional.empty();
            });

    assertThat(lefts).containsExactly(Duration.ZERO);
  }
}
