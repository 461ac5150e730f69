package io.sagemakerssh.local.ssh;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a POSIX shell reads them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** The word such that a shell reads it as one and unchanged. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** All words in one line. */
  public static String line(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  /**
   * A command's words as one line for a remote shell: a single word is a command line already, as
   * in {@code exec job -- 'ls | wc'}; of several, each stays the word it is.
   */
  public static String commandLine(List<String> words) {
    return words.size() == 1 ? words.get(0) : line(words);
  }

  /**
   * A line for who splits it into words and starts the first one as a program, as Amazon's agent
   * does with a command without terminal: it starts the user's shell with the line.
   */
  public static String inShell(String line) {
    return "sh -c 'exec \"${SHELL:-sh}\" -c \"$0\"' " + quoted(line);
  }
}
