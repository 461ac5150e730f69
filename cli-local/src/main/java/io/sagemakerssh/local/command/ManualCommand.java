package io.sagemakerssh.local.command;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.manual.Edition;
import io.sagemakerssh.local.manual.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code manual}, for those who install or package the program. */
@Command(
    name = "manual",
    hidden = true,
    description = {
      "Write the manual pages into man1 and man7 of a directory.",
      "Whoever installs the program calls it."
    },
    footer = {"", "Example:", "  sm-local-ssh-training manual ~/.local/share/man"})
final class ManualCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "<directory>", description = "A directory of the MANPATH.")
  private Path directory;

  ManualCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Manual manual = new Manual(new LaptopProgram(surroundings).commandLine(), edition());
    try {
      manual.write(directory);
      return 0;
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot write the manual pages", directory, failure);
    }
  }

  private Edition edition() throws IOException {
    Path program = surroundings.program();
    return new Edition(
        Version.number(),
        LocalDate.ofInstant(Files.getLastModifiedTime(program).toInstant(), ZoneOffset.UTC));
  }
}
