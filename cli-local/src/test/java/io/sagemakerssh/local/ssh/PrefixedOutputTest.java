package io.sagemakerssh.local.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrefixedOutputTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesLinesWholeHoweverTheyCome() throws IOException {
    try (PrefixedOutput one = new PrefixedOutput("algo-1: ", out);
        PrefixedOutput other = new PrefixedOutput("algo-2: ", out)) {
      one.write(bytes("begin"));
      other.write(bytes("ü\nlast"));
      one.write(bytes(" end\n\n"));
      assertThat(out).hasToString("algo-2: ü\nalgo-1: begin end\nalgo-1: \n");
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("algo-2: last\n");
  }

  @Test
  void holdsNoEndlessLine() throws IOException {
    try (PrefixedOutput one = new PrefixedOutput("algo-1: ", out)) {
      one.write(bytes("x".repeat(100_000)));

      assertThat(out.toString(StandardCharsets.UTF_8)).matches("algo-1: x+\n");
    }
  }

  @Test
  void writesNothingOfNothing() throws IOException {
    new PrefixedOutput("algo-1: ", out).close();

    assertThat(out.size()).isZero();
  }
}
