package io.sagemakerssh.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSourceTest {
  @TempDir Path directory;

  private static String json(String argument, String standardInput) {
    InputStream in = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
    return RequestSource.of(argument, in).json();
  }

  @Test
  void readsAFileByNameOrUri() throws IOException {
    Path file = Files.writeString(directory.resolve("request.json"), "{}");

    assertThat(json(file.toString(), "")).isEqualTo("{}");
    assertThat(json("file://" + file, "")).isEqualTo("{}");
  }

  @Test
  void takesTheJsonItselfAndStandardInput() {
    assertThat(json(" {\"a\": 1}", "")).isEqualTo(" {\"a\": 1}");
    assertThat(json("-", "{}")).isEqualTo("{}");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> json("file://" + directory.resolve("none.json"), ""))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.REQUEST_REFUSED);
              assertThat(error.why()).isEqualTo("no such file or directory");
            });
  }
}
