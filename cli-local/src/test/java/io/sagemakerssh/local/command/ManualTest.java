package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.local.manual.Edition;
import io.sagemakerssh.local.manual.Manual;
import io.sagemakerssh.local.settings.UserDefaults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Writes every page of the manual, and has those look at them who show them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManualTest {
  private static final Edition EDITION = new Edition("1.2.3", LocalDate.of(2024, 2, 29));

  private final CommandLine program =
      new LaptopProgram(
              ProgramRun.surroundings(
                  Path.of("/nowhere"),
                  Map.of(),
                  new ByteArrayOutputStream(),
                  new ByteArrayOutputStream()))
          .commandLine();

  private Path directory;
  private List<Path> pages;

  @BeforeAll
  void write(@TempDir Path given) throws IOException {
    directory = given;
    pages = new Manual(program, EDITION).write(directory);
  }

  @Test
  void everyCommandThatIsShownHasAPage() {
    List<String> expected =
        HelpTest.commands()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.usageMessage().hidden())
            .map(command -> "man1/" + command.qualifiedName("-") + ".1")
            .toList();

    assertThat(pages)
        .extracting(page -> directory.relativize(page).toString())
        .containsAll(expected)
        .contains("man7/sm-local-ssh-training-exit-codes.7")
        .hasSize(expected.size() + 1);
  }

  @Test
  void aPageTellsAllThatTheHelpTells() throws IOException {
    String page = shown("man1/sm-local-ssh-training-connect.1");

    assertThat(page)
        .contains("sm-local-ssh-training-connect - Connect to a job's container")
        .contains("sm-local-ssh-training connect [option ...] <job> [ssh argument ...]")
        .contains("-v, --verbose")
        .contains("--local-port=<port>")
        .contains("11022 unless told")
        .contains("-L <forward>")
        .contains("sm-local-ssh-training connect my-job -L 6006:localhost:6006")
        .contains("It is also called connect-job.")
        .contains("sm-local-ssh-training-exit-codes(7)")
        .contains("SageMaker SSH Helper 1.2.3")
        .contains("2024-02-29");
  }

  @Test
  void percentSignsAreAsTheUserWritesThem() throws IOException {
    assertThat(shown("man1/sm-local-ssh-training-proxy.1"))
        .contains("ProxyCommand sm-local-ssh-training proxy %h");
  }

  @Test
  void everySettingIsThere() throws IOException {
    assertThat(shown("man1/sm-local-ssh-training.1").replaceAll("\\s+", " "))
        .contains(String.join(", ", UserDefaults.names()));
  }

  @Test
  void theExitCodesAreAllThere() throws IOException {
    String page = shown("man7/sm-local-ssh-training-exit-codes.7");

    for (ExitCode code : ExitCode.values()) {
      assertThat(page)
          .containsPattern("\n +" + code.status() + " +" + code.name() + ": " + code.meaning());
    }
  }

  @Test
  void mandocFindsNothingToMend() throws IOException {
    assertThat(output(command("mandoc", "-T", "lint", "-W", "warning"))).isEmpty();
  }

  @Test
  void groffFindsNothingToMend() throws IOException {
    assertThat(output(command("groff", "-man", "-Tutf8", "-ww", "-z"))).isEmpty();
  }

  private String[] command(String... words) {
    return Stream.concat(Stream.of(words), pages.stream().map(Path::toString))
        .toArray(String[]::new);
  }

  /** The page as a terminal of 80 columns shows it, without bold and underlined letters. */
  private String shown(String page) throws IOException {
    return output("man", "-E", "UTF-8", "-P", "cat", "-l", directory.resolve(page).toString());
  }

  private static String output(String... command) throws IOException {
    assumeTrue(isThere(command[0]), () -> command[0] + " is not installed");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("MANWIDTH", "100", "LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .replaceAll(".\b", "");
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
