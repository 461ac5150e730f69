package io.sagemakerssh.local.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command for a container takes all that follows its first word: the options there are its own.
 * Those before it, and before --, are ours.
 */
final class CommandWords implements IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's type
  public void consumeParameters(Stack<String> rest, ArgSpec words, CommandSpec command) {
    List<String> line = new ArrayList<>(rest);
    rest.clear();
    Collections.reverse(line);
    words.setValue(line);
  }
}
