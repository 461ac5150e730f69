package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong clock = new AtomicLong();
  private final Progress progress = new Progress(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void tellsHowFarHowFastAndHowLong() {
    progress.total(100_000_000);
    progress.file("model.pt");
    pass(Duration.ofSeconds(2));
    progress.moved(25_000_000);

    assertThat(progress.line())
        .isEqualTo(" 25% [#####---------------] 25.0 of 100.0 MB  12.5 MB/s  0:06 left  model.pt");
  }

  @Test
  void whatWasThereCountsAsDoneButNotAsSpeed() {
    progress.total(100_000_000);
    progress.found(50_000_000);
    pass(Duration.ofSeconds(5));
    progress.moved(5_000_000);

    assertThat(progress.line()).contains(" 55% ", "55.0 of", " 1.0 MB/s", "0:45 left");
    assertThat(progress.summary(1))
        .isEqualTo("Copied 1 file, 5.0 MB in 5.0 s, 1.0 MB/s; 50.0 MB were there already");
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    progress.total(10_000_000_000L);
    for (int second = 0; second < 60; second++) {
      pass(Duration.ofSeconds(1));
      progress.moved(second < 30 ? 100_000_000 : 1_000_000);
      progress.line();
    }

    double rate = Double.parseDouble(progress.line().replaceAll(".*MB  (\\S+) MB/s.*", "$1"));
    assertThat(rate).isBetween(0.9, 1.5);
  }

  @Test
  void beforeAnythingHasMovedNothingIsPromised() {
    progress.total(1);

    assertThat(progress.line()).startsWith("  0% [----").contains("-:-- left");
  }

  @Test
  void hoursAreTold() {
    progress.total(7_300_000_000L);
    pass(Duration.ofSeconds(1));
    progress.moved(1_000_000);

    assertThat(progress.line()).contains("2:01:39 left");
  }

  @Test
  void nothingToCopyIsAllDone() {
    assertThat(progress.line()).startsWith("100% [####################] 0.0 of 0.0 MB");
  }
}
