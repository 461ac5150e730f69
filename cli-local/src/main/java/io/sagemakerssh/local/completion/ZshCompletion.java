package io.sagemakerssh.local.completion;

import io.sagemakerssh.local.manual.Wording;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for zsh: a function for each command, which calls {@code _arguments}. */
public final class ZshCompletion {
  private final List<String> lines = new ArrayList<>();

  private ZshCompletion() {}

  /** The lines of the script: to be found in {@code fpath}, or to be sourced. */
  public static List<String> lines(CommandLine program) {
    ZshCompletion script = new ZshCompletion();
    String name = program.getCommandName();
    String function = function(program.getCommandSpec());
    script.lines.add("#compdef " + name);
    script.lines.addAll(KnownJobs.ZSH_FUNCTION);
    script.command(program.getCommandSpec());
    script.lines.addAll(
        List.of(
            "",
            "if [[ $funcstack[1] = _" + name + " ]]; then",
            "  " + function + " \"$@\"",
            "else",
            "  compdef " + function + " " + name,
            "fi"));
    return script.lines;
  }

  private void command(CommandSpec command) {
    List<CommandSpec> members = FishCompletion.shown(command.commandLine());
    lines.addAll(List.of("", function(command) + "() {"));
    if (!members.isEmpty()) {
      lines.add("  local curcontext=$curcontext state line");
    }
    lines.add("  _arguments " + (members.isEmpty() ? "-s -S" : "-C") + " \\");
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> lines.add("    " + option(option) + " \\"));
    if (members.isEmpty()) {
      command.positionalParameters().stream()
          .filter(parameter -> !parameter.hidden())
          .forEach(parameter -> lines.add("    " + parameter(parameter) + " \\"));
      lines.add(command.unmatchedArgsBindings().isEmpty() ? "    && return" : "    '*: :_default'");
    } else {
      lines.add("    '1: :->command' '*:: :->arguments'");
      choice(members);
    }
    lines.add("}");
    members.forEach(this::command);
  }

  private void choice(List<CommandSpec> members) {
    lines.addAll(List.of("  case $state in", "    command)", "      local -a commands=("));
    for (CommandSpec member : members) {
      for (String name : FishCompletion.names(member)) {
        lines.add("        " + quoted(name + ":" + Wording.summary(member)));
      }
    }
    lines.addAll(
        List.of(
            "      )",
            "      _describe command commands ;;",
            "    arguments)",
            "      case $words[1] in"));
    for (CommandSpec member : members) {
      String names = String.join(" | ", FishCompletion.names(member));
      lines.add("        " + names + ") " + function(member) + " ;;");
    }
    lines.addAll(List.of("      esac ;;", "  esac"));
  }

  /** {@code '(-v --verbose)'{-v,--verbose}'[what it does]:value:(words)'}. */
  private static String option(OptionSpec option) {
    boolean takesValue = option.arity().max() > 0;
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(takesValue ? name + (name.startsWith("--") ? "=" : "+") : name);
    }
    String once = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    String told = "[" + escaped(Wording.summary(option)) + "]" + (takesValue ? value(option) : "");
    return names.size() == 1
        ? quoted(once + names.get(0) + told)
        : quoted(once) + "{" + String.join(",", names) + "}" + quoted(told);
  }

  private static String parameter(PositionalParamSpec parameter) {
    int index = parameter.index().min() + 1;
    boolean several = parameter.index().max() > parameter.index().min();
    String optional = parameter.arity().min() == 0 && !several ? ":" : "";
    return quoted((several ? "*" : index + optional) + value(parameter));
  }

  private static String value(ArgSpec argument) {
    return ":" + escaped(argument.paramLabel().replaceAll("[<>]", "")) + ":" + action(argument);
  }

  private static String action(ArgSpec argument) {
    if (Values.isFile(argument)) {
      return "_files";
    }
    if (KnownJobs.isJob(argument)) {
      return KnownJobs.ZSH;
    }
    List<String> words = Values.of(argument);
    return words.isEmpty() ? " " : "(" + String.join(" ", words) + ")";
  }

  private static String function(CommandSpec command) {
    return "_" + command.qualifiedName("_").replace('-', '_');
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\\\[\\]:])", "\\\\$1");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
