package io.sagemakerssh.local.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that are not ours and go on to ssh. */
final class SshArguments {
  private SshArguments() {}

  /** Refuses what looks like a misspelt option of ours: ssh has no option with two hyphens. */
  static void check(CommandSpec spec, List<String> arguments) {
    if (!arguments.isEmpty()
        && arguments.get(0).startsWith("--")
        && arguments.get(0).length() > 2) {
      throw new UnmatchedArgumentException(spec.commandLine(), arguments);
    }
    if (!arguments.isEmpty() && arguments.get(0).equals("--")) {
      arguments.remove(0);
    }
  }
}
