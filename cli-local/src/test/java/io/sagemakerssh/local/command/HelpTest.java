package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Walks the tree of commands: each helps whoever asks it. */
class HelpTest {
  private static final Surroundings NOWHERE =
      ProgramRun.surroundings(
          Path.of("/nowhere"), Map.of(), new ByteArrayOutputStream(), new ByteArrayOutputStream());

  static Stream<CommandLine> commands() {
    return withMembers(new LaptopProgram(NOWHERE).commandLine());
  }

  private static Stream<CommandLine> withMembers(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().distinct().flatMap(HelpTest::withMembers));
  }

  @Test
  void theHelpOfTheWholeIsThatOfTheTree(@TempDir Path home) {
    CommandLine tree = new LaptopProgram(NOWHERE).commandLine();

    assertThat(ProgramRun.of(home, Map.of(), "--help").out())
        .isEqualTo(tree.getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCommandIsMadeAloneByItsOwnName(String name) {
    assertThat(new CommandTable(NOWHERE).neededBy(name))
        .singleElement()
        .satisfies(
            command -> assertThat(new CommandLine(command).getCommandName()).isEqualTo(name));
  }

  static Stream<String> names() {
    return commands()
        .filter(command -> command.getParent() != null)
        .filter(command -> command.getParent().getParent() == null)
        .map(CommandLine::getCommandName);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasADescriptionAnExampleAndExitCodes(CommandLine command) {
    String usage = command.getUsageMessage();

    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(usage).contains("Example").contains(command.getCommandSpec().qualifiedName() + " ");
    assertThat(usage).contains("Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      assertThat(command.getCommandSpec().usageMessage().exitCodeList())
          .containsEntry(Integer.toString(code.status()), code.meaning());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void describesEveryArgument(CommandLine command) {
    assertThat(command.getCommandSpec().args())
        .filteredOn(argument -> !argument.hidden())
        .allSatisfy(argument -> assertThat(description(argument)).isNotBlank());
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void knowsHelpAndVerbose(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .containsKeys("-h", "--help", "-v", "--verbose");
  }
}
