package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

class GcCommandTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Confirmation confirmation(boolean terminal, String typed) {
    Surroundings surroundings =
        new Surroundings(
            new io.sagemakerssh.core.config.Environment(Map.of()),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            Path.of("/nowhere"),
            Path.of("/nowhere/local.jar"),
            List.of("launcher"));
    return new Confirmation(
        surroundings, new CommandLine(new GcCommand(surroundings)).getCommandSpec());
  }

  @ParameterizedTest
  @CsvSource({"'y\n',true", "'Yes\n',true", "'\n',false", "'',false", "'n\n',false", "'x',false"})
  void onlyAYesIsOne(String typed, boolean confirmed) throws IOException {
    assertThat(confirmation(true, typed).of("Deregister 2 instances?")).isEqualTo(confirmed);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .as("what is said next begins a line")
        .isEqualTo("Deregister 2 instances? [y/N] " + (typed.endsWith("\n") ? "" : "\n"));
  }

  @Test
  void withoutATerminalNobodyIsAsked() {
    assertThatThrownBy(() -> confirmation(false, "y\n").of("Deregister?"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--yes");
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"45s,45", "90m,5400", "12h,43200", "7d,604800"})
  void agesAreANumberAndAUnit(String text, long seconds) {
    assertThat(new AgeConverter().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "-1d", "1w", "1.5h", "7 d"})
  void otherTextIsNoAge(String text) {
    assertThatThrownBy(() -> new AgeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }
}
