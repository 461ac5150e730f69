package io.sagemakerssh.remote.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Assignments of shell variables as text, one {@code NAME='value'} after the other: the syntax of
 * {@code /etc/environment}, which a shell can source. Values may hold quotes and line breaks.
 */
final class ShellSyntax {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ShellSyntax() {}

  /** Whether a shell can assign to a variable of this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** One assignment, with the line break that ends it. */
  static String assignment(String name, String value) {
    return name + "='" + value.replace("'", "'\"'\"'") + "'\n";
  }

  /**
   * Reads assignments: quoted singly, doubly, by backslash or not at all, with or without {@code
   * export}. Expansions are not done. What is no assignment is skipped, to the end of its line.
   */
  static Map<String, String> parse(String text) {
    return new Parser(text).parse();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Map<String, String> parse() {
      Map<String, String> variables = new LinkedHashMap<>();
      while (at < text.length()) {
        String name = name();
        if (isName(name) && at < text.length() && text.charAt(at) == '=') {
          at++;
          variables.put(name, word());
        }
        skipLine();
      }
      return variables;
    }

    private String name() {
      skipBlanks();
      if (text.startsWith("export ", at)) {
        at += "export ".length();
        skipBlanks();
      }
      int start = at;
      while (at < text.length() && isNameCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String word() {
      StringBuilder value = new StringBuilder();
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        char c = text.charAt(at++);
        switch (c) {
          case '\'' -> singleQuoted(value);
          case '"' -> doubleQuoted(value);
          case '\\' -> escaped(value);
          default -> value.append(c);
        }
      }
      return value.toString();
    }

    private void singleQuoted(StringBuilder value) {
      int end = text.indexOf('\'', at);
      int stop = end < 0 ? text.length() : end;
      value.append(text, at, stop);
      at = Math.min(stop + 1, text.length());
    }

    private void doubleQuoted(StringBuilder value) {
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return;
        }
        boolean escapes =
            c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0;
        if (escapes) {
          escaped(value);
        } else {
          value.append(c);
        }
      }
    }

    private void escaped(StringBuilder value) {
      if (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '\n') {
          value.append(c);
        }
      }
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private void skipLine() {
      while (at < text.length() && text.charAt(at) != '\n') {
        at++;
      }
    }

    private static boolean isNameCharacter(char c) {
      return c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }
  }
}
