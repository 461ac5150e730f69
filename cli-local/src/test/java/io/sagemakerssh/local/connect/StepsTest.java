package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Steps steps(boolean announced, boolean terminal) {
    return new Steps(new PrintStream(err, true, StandardCharsets.UTF_8), announced, terminal);
  }

  private String written() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void progressIsShownOnATerminalOnly() {
    try (Steps steps = steps(true, false)) {
      steps.progress("9 s left");
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void progressDoesNotWrapAndMakesWayForTheNextStep() {
    try (Steps steps = steps(true, true)) {
      steps.progress("9 s left");
      steps.step("found");
    }
    assertThat(written()).isEqualTo("\r\033[K\033[?7l9 s left\033[?7h\r\033[Kfound\r\n");
  }

  /** Or a program that tells no steps would seem to hang. */
  @Test
  void aWaitIsShownWithoutStepsToo() {
    try (Steps steps = steps(false, true)) {
      steps.progress("9 s left");
      steps.step("found");
    }
    assertThat(written()).isEqualTo("\r\033[K\033[?7l9 s left\033[?7h\r\033[K");
  }

  @Test
  void theEndLeavesNoUnfinishedLine() {
    steps(true, true).close();
    assertThat(written()).isEmpty();

    try (Steps steps = steps(true, true)) {
      steps.progress("9 s left");
    }
    assertThat(written()).endsWith("\r\033[K");
  }

  @Test
  void whatIsToldAfterTheEndLeavesNoUnfinishedLine() {
    Steps steps = steps(true, true);
    steps.close();

    steps.progress("9 s left");
    steps.note("note");

    assertThat(written()).isEqualTo("note\r\n");
  }

  @Test
  void notesAreTakenEvenWhereStepsAreNotWanted() {
    try (Steps steps = steps(false, false)) {
      steps.step("step");
      steps.note("note");
    }
    assertThat(written()).isEqualTo("note\n");
  }
}
