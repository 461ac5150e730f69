package io.sagemakerssh.local.command;

import io.sagemakerssh.local.manual.Wording;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, which picocli does not write. */
final class FishCompletion {
  private FishCompletion() {}

  /** The lines of the script: a command each, and an option each where its command is there. */
  static List<String> lines(String name, CommandLine program) {
    List<String> lines = new ArrayList<>(List.of("complete -c " + name + " -f"));
    for (CommandLine command : program.getSubcommands().values().stream().distinct().toList()) {
      String word = command.getCommandName();
      lines.add(
          "complete -c %s -n __fish_use_subcommand -a %s -d %s"
              .formatted(name, word, quoted(Wording.summary(command.getCommandSpec()))));
      for (OptionSpec option : command.getCommandSpec().options()) {
        lines.add(option(name, word, option));
      }
    }
    return lines;
  }

  private static String option(String program, String command, OptionSpec option) {
    StringBuilder line =
        new StringBuilder(
            "complete -c %s -n '__fish_seen_subcommand_from %s'".formatted(program, command));
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
    }
    return line.append(" -d ").append(quoted(Wording.summary(option))).toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
