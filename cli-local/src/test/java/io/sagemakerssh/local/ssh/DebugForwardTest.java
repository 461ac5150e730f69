package io.sagemakerssh.local.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebugForwardTest {
  private static final List<String> OURS = List.of("-R", "localhost:12345:localhost:12345");
  private final DebugForward forward = new DebugForward(12345);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-L 12345:localhost:80",
        "-R",
        "-R 8000:localhost:12345",
        "-R 112345:localhost:1"
      })
  void isThereUnlessTheUserForwardsThePort(String arguments) {
    assertThat(forward.options(List.of(arguments.split(" ")))).isEqualTo(OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-R 12345:localhost:9000",
        "-R12345:localhost:9000",
        "-R *:12345:localhost:9000",
        "-R localhost:12345:localhost:9000",
        "-R [::1]:12345:localhost:9000",
        "-v -R 12345"
      })
  void makesWayForTheUsersOwn(String arguments) {
    assertThat(forward.options(List.of(arguments.split(" ")))).isEmpty();
  }

  @Test
  void portZeroIsNone() {
    assertThat(new DebugForward(0).options(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Warning, note: the container's port 12345",
    "Error, error: the container's port 12345"
  })
  void explainsThatThePortIsTaken(String kind, String words) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String said = kind + ": remote port forwarding failed for listen port 12345\n";

    try (OutputStream stream =
        kind.equals("Error") ? forward.explainingTheEnd(err) : forward.explaining(err)) {
      stream.write(said.getBytes(UTF_8));
    }

    assertThat(err.toString(UTF_8)).startsWith(words).contains("'connect'").endsWith("\n");
  }
}
