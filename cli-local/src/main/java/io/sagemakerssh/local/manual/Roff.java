package io.sagemakerssh.local.manual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in the language of manual pages: groff_char(7) and man(7). */
final class Roff {
  /** An option, or a placeholder such as {@code <job>}, amid prose. */
  private static final Pattern MARKED =
      Pattern.compile("(?<![\\w.-])--?[a-zA-Z][\\w-]*|<[a-z][\\w /-]*>");

  private Roff() {}

  /** Prose: options become bold and placeholders italic. */
  static String prose(String text) {
    StringBuilder roff = new StringBuilder();
    Matcher marked = MARKED.matcher(text);
    int end = 0;
    while (marked.find()) {
      roff.append(escaped(text.substring(end, marked.start())));
      String word = marked.group();
      roff.append(word.startsWith("<") ? italic(word) : bold(word));
      end = marked.end();
    }
    return guarded(roff.append(escaped(text.substring(end))).toString());
  }

  /** Text as it is, such as a line of an example. */
  static String literal(String text) {
    return guarded(escaped(text));
  }

  static String bold(String text) {
    return "\\fB" + whole(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** A word that is to be copied, and so never hyphenated. */
  static String whole(String word) {
    return "\\%" + escaped(word);
  }

  /**
   * A macro's argument, in quotes.
   *
   * @param roff escaped already
   */
  static String argument(String roff) {
    return '"' + roff.replace("\"", "\\(dq") + '"';
  }

  /** Each character that would otherwise be taken for a command, or set as another one. */
  static String escaped(String text) {
    StringBuilder roff = new StringBuilder();
    text.codePoints().forEach(character -> roff.append(escaped(character)));
    return roff.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> character < 128 ? Character.toString(character) : "\\[u%04X]".formatted(character);
    };
  }

  /** A line that begins with a dot would be a command. */
  private static String guarded(String line) {
    return line.startsWith(".") ? "\\&" + line : line;
  }
}
