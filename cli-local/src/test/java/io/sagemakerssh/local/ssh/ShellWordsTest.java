package io.sagemakerssh.local.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void aShellReadsTheWordsBack() throws IOException {
    List<String> words =
        List.of(
            "plain", "", "two words", "it's", "$HOME", "`id`", "a\nb", "\\", "*", "é", "--x=y;z");
    List<String> command = new ArrayList<>(List.of("printf", "%s|"));
    command.addAll(words);

    Process shell = new ProcessBuilder("sh", "-c", ShellWords.line(command)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(String.join("|", words) + "|");
  }

  @Test
  void aSingleWordIsACommandLineAlready() {
    assertThat(ShellWords.commandLine(List.of("ls | wc"))).isEqualTo("ls | wc");
    assertThat(ShellWords.commandLine(List.of("sh", "-c", "echo hi; exit 9")))
        .isEqualTo("sh -c 'echo hi; exit 9'");
  }
}
