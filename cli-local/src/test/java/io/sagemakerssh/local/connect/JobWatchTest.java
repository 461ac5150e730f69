package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.polling.FakeTime;
import io.sagemakerssh.local.job.JobState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private static final JobName JOB = new JobName("job");
  private static final Optional<String> NODE = Optional.of("algo-2");

  private final FakeTime time = new FakeTime();
  private final JobState state = mock(JobState.class);
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private JobWatch watch(boolean terminal) {
    Steps steps = new Steps(new PrintStream(err, true, StandardCharsets.UTF_8), true, terminal);
    return new JobWatch(JOB, NODE, state, steps, background::add, time);
  }

  private static UserError error(ExitCode code) {
    return new UserError(code, "what", "why", "do");
  }

  @Test
  void neverWaitsForTheAnswerWhileThereIsTime() {
    JobWatch watch = watch(false);

    watch.nothingOnline(List.of(), Duration.ofSeconds(9));
    watch.nothingOnline(List.of(), Duration.ofSeconds(8));

    assertThat(background).hasSize(1);
  }

  @Test
  void anAnswerThatLeavesNoHopeEndsTheSearchAtTheNextLook() {
    when(state.ofRunning(JOB, NODE)).thenThrow(error(ExitCode.JOB_ENDED));
    JobWatch watch = watch(false);
    watch.nothingOnline(List.of(), Duration.ofSeconds(9));
    background.remove().run();

    assertThatThrownBy(() -> watch.nothingOnline(List.of(), Duration.ofSeconds(8)))
        .isInstanceOfSatisfying(
            UserError.class, told -> assertThat(told.exitCode()).isEqualTo(ExitCode.JOB_ENDED));
  }

  @Test
  void asksAgainEveryFewSecondsAndTellsTheStatus() {
    when(state.ofRunning(JOB, NODE)).thenReturn("InProgress, Training");
    JobWatch watch = watch(true);
    watch.nothingOnline(List.of(), Duration.ofSeconds(9));
    background.remove().run();
    watch.nothingOnline(List.of(), Duration.ofSeconds(8));
    assertThat(background).isEmpty();

    time.sleep(Duration.ofSeconds(3));
    watch.nothingOnline(List.of(), Duration.ofSeconds(5));
    background.remove().run();

    verify(state, times(2)).ofRunning(JOB, NODE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Waiting, 5 s left: job InProgress, Training; instance not registered");
  }

  @Test
  void notBeingAllowedToAskIsANoteAndNoEnd() {
    when(state.ofRunning(JOB, NODE)).thenThrow(error(ExitCode.ACCESS_DENIED));
    JobWatch watch = watch(false);
    for (int look = 0; look < 5; look++) {
      watch.nothingOnline(List.of(), Duration.ofSeconds(9));
      background.forEach(Runnable::run);
      background.clear();
      time.sleep(Duration.ofSeconds(3));
    }

    assertThat(err.toString(StandardCharsets.UTF_8)).containsOnlyOnce("note: what: why. do");
  }
}
