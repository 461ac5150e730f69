package io.sagemakerssh.local.completion;

import io.sagemakerssh.local.manual.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for fish: a line for each command, option and word, and when it is offered. */
public final class FishCompletion {
  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The lines of the script. */
  public static List<String> lines(CommandLine program) {
    FishCompletion script = new FishCompletion(program.getCommandName());
    script.lines.addAll(KnownJobs.FISH_FUNCTION);
    script.lines.add("complete -c " + script.program + " -f");
    script.members(program, "__fish_use_subcommand", "");
    program.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> script.option("__fish_use_subcommand", option));
    return script.lines;
  }

  /**
   * The commands of a command, and all that is theirs.
   *
   * @param when they are offered
   * @param within what must hold besides for their options
   */
  private void members(CommandLine command, String when, String within) {
    for (CommandSpec member : shown(command)) {
      String description = " -d " + quoted(Wording.summary(member));
      names(member).forEach(name -> add(when, "-a " + name + description));
      String seen = within + seen(names(member));
      if (member.subcommands().isEmpty()) {
        member.positionalParameters().forEach(parameter -> parameter(seen, parameter));
      } else {
        List<String> below =
            shown(member.commandLine()).stream().flatMap(one -> names(one).stream()).toList();
        members(member.commandLine(), seen + "; and not " + seen(below), seen + "; and ");
      }
      member.options().stream()
          .filter(option -> !option.hidden())
          .forEach(option -> option(seen, option));
    }
  }

  private void parameter(String when, PositionalParamSpec parameter) {
    if (Values.isFile(parameter)) {
      add(when, "-F");
    }
    if (KnownJobs.isJob(parameter)) {
      add(when, "-a " + quoted(KnownJobs.FISH));
    }
    List<String> words = Values.of(parameter);
    if (!words.isEmpty()) {
      add(when, "-a " + quoted(String.join(" ", words)));
    }
  }

  private void option(String when, OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> (name.startsWith("--") ? "-l " : "-s ") + name.replaceFirst("^-+", ""))
            .collect(Collectors.joining(" "));
    add(when, names + values(option) + " -d " + quoted(Wording.summary(option)));
  }

  private static String values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    List<String> words = Values.of(option);
    if (Values.isFile(option)) {
      return " -r -F";
    }
    return words.isEmpty() ? " -x" : " -x -a " + quoted(String.join(" ", words));
  }

  private void add(String when, String what) {
    lines.add("complete -c %s -n %s %s".formatted(program, quoted(when), what));
  }

  private static String seen(List<String> names) {
    return "__fish_seen_subcommand_from " + String.join(" ", names);
  }

  static List<CommandSpec> shown(CommandLine command) {
    return command.getSubcommands().values().stream()
        .distinct()
        .map(CommandLine::getCommandSpec)
        .filter(member -> !member.usageMessage().hidden())
        .toList();
  }

  static List<String> names(CommandSpec command) {
    return Stream.concat(Stream.of(command.name()), Arrays.stream(command.aliases())).toList();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
