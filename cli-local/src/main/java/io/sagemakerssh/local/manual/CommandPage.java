package io.sagemakerssh.local.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of one command. */
final class CommandPage {
  private final CommandSpec command;
  private final Edition edition;

  CommandPage(CommandSpec command, Edition edition) {
    this.command = command;
    this.edition = edition;
  }

  /** A command's page: its words, joined by hyphens, as git and others do. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  ManualPage page() {
    ManualPage page =
        new ManualPage(command.root().name(), name(command), 1, edition, Wording.summary(command));
    page.section("SYNOPSIS").roffParagraph(synopsis());
    description(page);
    members(page, command);
    arguments(page);
    examples(page, command);
    String program = command.root().name();
    page.section("EXIT STATUS")
        .roffParagraph(
            "0, or one of the codes in "
                + Roff.bold(ExitCodesPage.name(program))
                + "(7), which name what went wrong.");
    return page.seeAlso(related(program));
  }

  private String synopsis() {
    Stream<String> parameters =
        command.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(CommandPage::term);
    Stream<String> rest =
        command.unmatchedArgsBindings().isEmpty()
            ? Stream.empty()
            : Stream.of("[" + Roff.italic("ssh argument") + " ...]");
    Stream<String> members =
        command.subcommands().isEmpty() ? Stream.empty() : Stream.of(Roff.italic("command"));
    return Roff.bold(command.qualifiedName(" "))
        + Stream.of(Stream.of("[" + Roff.italic("option") + " ...]"), members, parameters, rest)
            .flatMap(words -> words)
            .collect(Collectors.joining(" ", " ", ""));
  }

  private void description(ManualPage page) {
    page.section("DESCRIPTION");
    Wording.lines(command.usageMessage().description()).forEach(page::paragraph);
    if (command.aliases().length > 0) {
      page.paragraph("It is also called " + String.join(", ", command.aliases()) + ".");
    }
  }

  /** The commands that a command consists of, with their pages. */
  static void members(ManualPage page, CommandSpec command) {
    if (command.subcommands().isEmpty()) {
      return;
    }
    page.section("COMMANDS");
    command.subcommands().values().stream()
        .distinct()
        .map(member -> member.getCommandSpec())
        .filter(member -> !member.usageMessage().hidden())
        .forEach(
            member ->
                page.item(Roff.bold(name(member)) + "(1)", List.of(Wording.summary(member) + ".")));
  }

  private void arguments(ManualPage page) {
    List<PositionalParamSpec> parameters =
        command.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    if (!parameters.isEmpty()) {
      page.section("ARGUMENTS");
      parameters.forEach(one -> page.item(term(one), Wording.lines(one.description())));
    }
    page.section("OPTIONS");
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> page.item(term(option), Wording.lines(option.description())));
  }

  /** The examples of a command's help: its lines after the heading, less their indentation. */
  static void examples(ManualPage page, CommandSpec command) {
    List<String> lines = Wording.lines(command.usageMessage().footer());
    List<String> examples = new ArrayList<>();
    lines.stream()
        .filter(line -> line.startsWith("  "))
        .forEach(line -> examples.add(line.strip()));
    if (!examples.isEmpty()) {
      page.section("EXAMPLES");
      lines.stream().filter(line -> line.startsWith("Example, ")).forEach(page::paragraph);
      page.example(examples);
    }
  }

  private List<String> related(String program) {
    List<String> pages = new ArrayList<>();
    for (CommandSpec above = command.parent(); above != null; above = above.parent()) {
      pages.add(name(above) + "(1)");
    }
    pages.add(ExitCodesPage.name(program) + "(7)");
    pages.add("ssh(1)");
    return pages;
  }

  private static String term(PositionalParamSpec parameter) {
    String word = Roff.italic(parameter.paramLabel());
    String repeated = parameter.arity().max() > 1 ? word + " ..." : word;
    return parameter.arity().min() == 0 ? "[" + repeated + "]" : repeated;
  }

  private static String term(OptionSpec option) {
    return Arrays.stream(option.names())
        .map(name -> Roff.bold(name) + value(option, name))
        .collect(Collectors.joining(", "));
  }

  private static String value(ArgSpec option, String name) {
    if (option.arity().max() == 0) {
      return "";
    }
    return (name.startsWith("--") ? "=" : " ") + Roff.italic(option.paramLabel());
  }
}
