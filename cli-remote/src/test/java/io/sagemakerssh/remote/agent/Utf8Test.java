package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "6162, 2",
    "61c3bc, 3",
    "61c3, 1",
    "61e282ac, 4",
    "61e282, 1",
    "61e2, 1",
    "f09f9880, 4",
    "f09f98, 0",
    "f09f, 0",
    "f0, 0",
    "6180, 2",
    "80808080, 4",
    "c3bc80, 3"
  })
  void cutsBehindTheLastWholeCharacter(String hex, int expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(Utf8.wholeCharacters(bytes, bytes.length)).isEqualTo(expected);
  }
}
