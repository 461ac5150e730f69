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

  @Test
  void aLineWorksWhereItsFirstWordIsStartedAsAProgram() throws Exception {
    String line = "printf 'it'\\''s %s' \"$SHELL\"; exit 7";
    Process splitting =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellWords.inShell(line)).start();
    List<String> program = splitting.inputReader().lines().toList();

    ProcessBuilder builder = new ProcessBuilder(program);
    builder.environment().put("SHELL", "/bin/sh");
    Process process = builder.start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("it's /bin/sh");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void aLineWorksWithoutTheNameOfAShell() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", ShellWords.inShell("exit 7"));
    builder.environment().remove("SHELL");

    assertThat(builder.start().waitFor()).isEqualTo(7);
  }
}
