package io.sagemakerssh.local.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** All manual pages of a program: an overview, one a command, and the exit codes. */
public final class Manual {
  private final CommandLine program;
  private final Edition edition;

  public Manual(CommandLine program, Edition edition) {
    this.program = program;
    this.edition = edition;
  }

  /**
   * Writes the pages to {@code man1} and {@code man7} below a directory.
   *
   * @return the files
   */
  public List<Path> write(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (ManualPage page : pages()) {
      String section = page.file().substring(page.file().lastIndexOf('.') + 1);
      Path file = directory.resolve("man" + section).resolve(page.file());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, page.text()));
    }
    return files;
  }

  private List<ManualPage> pages() {
    List<ManualPage> pages = new ArrayList<>();
    pages.add(new OverviewPage(program.getCommandSpec(), edition).page());
    members(program)
        .flatMap(command -> Stream.concat(Stream.of(command), members(command)))
        .map(command -> new CommandPage(command.getCommandSpec(), edition).page())
        .forEach(pages::add);
    pages.add(new ExitCodesPage(program.getCommandName(), edition).page());
    return pages;
  }

  /** Aliases have no page of their own. */
  private static Stream<CommandLine> members(CommandLine command) {
    return command.getSubcommands().values().stream()
        .distinct()
        .filter(member -> !member.getCommandSpec().usageMessage().hidden());
  }
}
