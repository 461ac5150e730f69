package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshArgumentsTest {
  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-N", "-L 6006:localhost:6006", "-vL6006:localhost:6006 -N", "-NL 1:b:2"})
  void optionsAloneAreNoCommand(String line) {
    assertThat(SshArguments.hasCommand(words(line))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvidia-smi", "-v ls -l", "-L 6006:localhost:6006 top", "-tt -- top"})
  void whatFollowsThemIs(String line) {
    assertThat(SshArguments.hasCommand(words(line))).isTrue();
  }
}
