package io.sagemakerssh.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static Environment of(String value) {
    return new Environment(Map.of("NAME", value));
  }

  @Test
  void blankCountsAsUnset() {
    assertThat(of("  ").text("NAME")).isEmpty();
  }

  @Test
  void readsNumbersWithinBounds() {
    assertThat(of("600").number("NAME", 1, 0, 1000)).isEqualTo(600);
    assertThat(of("").number("NAME", 7, 0, 1000)).isEqualTo(7);
  }

  @Test
  void refusesNumbersOutOfBoundsByName() {
    assertThatThrownBy(() -> of("-1").number("NAME", 1, 0, 1000))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(error.what()).contains("NAME");
            });
  }

  @Test
  void refusesTextThatIsNoNumber() {
    assertThatThrownBy(() -> of("ten").number("NAME", 1, 0, 1000)).isInstanceOf(UserError.class);
  }

  @Test
  void readsFlagsInAnyCase() {
    assertThat(of("True").flag("NAME")).isTrue();
    assertThat(of("yes").flag("NAME")).isFalse();
  }
}
