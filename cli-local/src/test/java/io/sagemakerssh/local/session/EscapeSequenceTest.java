package io.sagemakerssh.local.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeSequenceTest {
  /** Keys come one by one, as from a person; | stands for the Enter key. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "ls|, ls|, false",
        "~., \"\", true",
        "ls|~.more, ls|, true",
        "ls ~., ls ~., false",
        "~~, ~, false",
        "~~., ~., false",
        "~ls|, ~ls|, false",
        "~|~., ~|, true",
        "a|~b~., a|~b~., false"
      })
  void tildeDotEndsTheSessionAtTheBeginningOfALineOnly(String typed, String sent, boolean ended) {
    EscapeSequence escape = new EscapeSequence();
    StringBuilder passed = new StringBuilder();
    for (byte key : typed.replace('|', '\r').getBytes(UTF_8)) {
      byte[] target = new byte[2];
      int length = escape.filter(new byte[] {key}, 1, target);
      passed.append(new String(target, 0, length, UTF_8));
    }

    assertThat(passed.toString().replace('\r', '|')).isEqualTo(sent);
    assertThat(escape.isEnded()).isEqualTo(ended);
  }
}
