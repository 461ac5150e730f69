package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * How a program ended.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 * @param took from start to end
 */
record Outcome(int status, String out, String err, Duration took) {
  /**
   * Itself, once it is seen that the program succeeded; all it said is in the failure otherwise.
   */
  Outcome succeeded() {
    assertThat(status).as("exit status; out:%n%s%nerr:%n%s", out, err).isZero();
    return this;
  }

  /** Itself, once it is seen that the program failed with a status. */
  Outcome failedWith(int expected) {
    assertThat(status).as("exit status; out:%n%s%nerr:%n%s", out, err).isEqualTo(expected);
    return this;
  }
}
