package io.sagemakerssh.local.command;

import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks before something is done that cannot be undone. */
final class Confirmation {
  private final Surroundings surroundings;
  private final CommandSpec spec;

  Confirmation(Surroundings surroundings, CommandSpec spec) {
    this.surroundings = surroundings;
    this.spec = spec;
  }

  /**
   * Whether the user says yes; anything else, and the end of the input, is a no.
   *
   * @throws ParameterException if there is nobody to ask
   */
  boolean of(String question) throws IOException {
    if (!surroundings.terminal()) {
      throw new ParameterException(
          spec.commandLine(), "There is no terminal to ask on: give --yes or --dry-run");
    }
    surroundings.err().print(question + " [y/N] ");
    surroundings.err().flush();
    StringBuilder answer = new StringBuilder();
    int c = surroundings.in().read();
    for (; c >= 0 && c != '\n'; c = surroundings.in().read()) {
      answer.append((char) c);
    }
    if (c < 0) {
      // Nobody has ended the question's line.
      surroundings.err().println();
    }
    String word = answer.toString().strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
