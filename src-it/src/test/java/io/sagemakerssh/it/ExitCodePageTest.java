package io.sagemakerssh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodePageTest {
  @Test
  void listsEveryExitCodeAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/exit-codes.md")).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values())
                .map(c -> "| %d | %s | %s |".formatted(c.status(), c.name(), c.meaning()))
                .toList());
  }
}
