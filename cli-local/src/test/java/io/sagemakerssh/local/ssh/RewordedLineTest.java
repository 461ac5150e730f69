package io.sagemakerssh.local.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewordedLineTest {
  private final ByteArrayOutputStream below = new ByteArrayOutputStream();
  private final RewordedLine stream = new RewordedLine(below, "Warning: no", "note: none");

  private void write(String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String written() {
    return below.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void theLineIsSaidInOtherWordsHoweverItIsCut(int size) throws IOException {
    String text = "one\r\nWarning: no\r\nWarning: no\nWarning: not\n Warning: no\ntwo\n";
    for (int from = 0; from < text.length(); from += size) {
      write(text.substring(from, Math.min(text.length(), from + size)));
    }
    assertThat(written())
        .isEqualTo("one\r\nnote: none\r\nnote: none\nWarning: not\n Warning: no\ntwo\n");
  }

  @Test
  void aPromptIsNotHeldBack() throws IOException {
    write("password: ");

    assertThat(written()).isEqualTo("password: ");
  }

  @Test
  void whatOnlyBeginsLikeTheLineComesAtTheEndAtLatest() throws IOException {
    write("Warn");
    assertThat(written()).isEmpty();

    stream.close();
    assertThat(written()).isEqualTo("Warn");
  }

  @Test
  void anUnfinishedLineIsNotRewordedAtTheEnd() throws IOException {
    write("Warning: no");
    stream.close();

    assertThat(written()).isEqualTo("Warning: no");
  }
}
