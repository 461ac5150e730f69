package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellPayloadTest {
  @Test
  void sizeIsAsThePluginWritesIt() throws MalformedFrameException {
    assertThat(new TerminalSize(300, 100).print()).isEqualTo("{\"cols\":300,\"rows\":100}");
    assertThat(TerminalSize.parse("{\"cols\":300,\"rows\":100}"))
        .isEqualTo(new TerminalSize(300, 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80x24",
        "{\"cols\":80}",
        "{\"cols\":0,\"rows\":24}",
        "{\"cols\":80,\"rows\":-1}",
        "{\"cols\":65536,\"rows\":24}",
        "{\"cols\":9999999999999999999,\"rows\":24}"
      })
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> TerminalSize.parse(text)).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void exitCodeIsAsTheAgentWritesIt() throws MalformedFrameException {
    assertThat(UTF_8.decode(new ExitCodeText(7).payload()).toString()).isEqualTo("EXIT_CODE: 7");
    assertThat(ExitCodeText.parse("EXIT_CODE: 7\n").exitCode()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "EXIT_CODE: ", "EXIT_CODE: x", "EXIT_CODE: 99999999999"})
  void refusesWhatIsNoExitCode(String text) {
    assertThatThrownBy(() -> ExitCodeText.parse(text)).isInstanceOf(MalformedFrameException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3.0.197.0, 3.0.196.0, true",
    "3.0.196.0, 3.0.196.0, false",
    "3.0.1960.0, 3.0.197.0, true",
    "10.0, 9.9.9.9, true",
    "1.1.70.0, 1.1.70, false",
    "'', 1.1.70, false",
    "beta, 0.0.1, false"
  })
  void trap18VersionsAreComparedNumberByNumber(String version, String other, boolean after) {
    assertThat(new ProgramVersion(version).isAfter(other)).isEqualTo(after);
  }
}
