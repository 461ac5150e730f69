package io.sagemakerssh.local.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that are not ours and go on to ssh. */
final class SshArguments {
  /** Options of ssh that take a value, which is the next word unless it is there already. */
  private static final String WITH_VALUE = "-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOoPpQRSWw]";

  private SshArguments() {}

  /**
   * Refuses an option with two hyphens before ssh's command: ssh has none, so that it is one of
   * ours, misspelt or behind something that is not.
   */
  static void check(CommandSpec spec, List<String> arguments) {
    for (int at = 0; at < commandAt(arguments); at += words(arguments.get(at))) {
      String option = arguments.get(at);
      if (option.startsWith("--")) {
        throw refused(spec, option, arguments, at);
      }
    }
    if (!arguments.isEmpty() && arguments.get(0).equals("--")) {
      arguments.remove(0);
    }
  }

  /** Whether ssh is to run a command, which ends by itself, and not a shell. */
  static boolean hasCommand(List<String> arguments) {
    return commandAt(arguments) < arguments.size();
  }

  private static int commandAt(List<String> arguments) {
    int at = 0;
    while (at < arguments.size() && isOption(arguments.get(at))) {
      at += words(arguments.get(at));
    }
    return at;
  }

  /** Of an option with its value. */
  private static int words(String option) {
    return option.matches(WITH_VALUE) ? 2 : 1;
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && !word.equals("--");
  }

  private static ParameterException refused(
      CommandSpec spec, String option, List<String> arguments, int at) {
    boolean known = spec.optionsMap().containsKey(option.split("=", 2)[0]);
    return known && at > 0
        ? new ParameterException(
            spec.commandLine(),
            option
                + " comes after "
                + arguments.get(0)
                + ", which goes to ssh with all that follows: put it before")
        : new UnmatchedArgumentException(spec.commandLine(), List.of(option));
  }
}
