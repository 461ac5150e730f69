package io.sagemakerssh.local.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** What can be completed in the place of an argument. */
final class Values {
  private Values() {}

  /** The words that it can be; none where it can be anything. */
  static List<String> of(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(words::add);
    }
    return words;
  }

  /** Whether it is a file or a directory. */
  static boolean isFile(ArgSpec argument) {
    return argument.typeInfo().getType() == Path.class;
  }
}
