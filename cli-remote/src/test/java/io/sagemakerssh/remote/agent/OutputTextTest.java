package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTextTest {
  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void whatFitsIsLeftAlone() {
    String text = "x".repeat(24_000);

    assertThat(OutputText.stream(text, 24_000)).isEqualTo(text);
  }

  @Test
  void whatIsTooLongSaysSo() {
    assertThat(OutputText.stream("x".repeat(24_001), 24_000))
        .hasSize(24_000)
        .endsWith("x--output truncated--");
  }

  @Test
  void charactersAreNotCutInTwo() {
    String cut = OutputText.stream("ä".repeat(20_000), 23_999);

    assertThat(cut).matches("ä+--output truncated--");
    assertThat(bytes(cut)).isLessThanOrEqualTo(23_999);
    assertThat(OutputText.stream("😀".repeat(9000), 24_000)).doesNotContain("\uFFFD", "?");
  }

  @Test
  void summaryHoldsBothStreams() {
    assertThat(OutputText.summary("out\n", "err\n"))
        .isEqualTo("out\n\n----------ERROR-------\nerr\n");
    assertThat(OutputText.summary("out\n", "")).isEqualTo("out\n");
  }

  @ParameterizedTest
  @CsvSource({
    "10000,10000",
    "10000,10",
    "10,10000",
    "10000,0",
    "0,10000",
    "1300,1300",
    "1238,1238"
  })
  void summaryFillsItsRoomAndNoMore(int out, int err) {
    String summary = OutputText.summary("o".repeat(out), "e".repeat(err));

    assertThat(bytes(summary)).isBetween(2_477, 2_500);
    assertThat(summary.contains("Output truncated")).isEqualTo(out > 1250);
    assertThat(summary.contains("Error truncated")).isEqualTo(err > 1250);
  }
}
