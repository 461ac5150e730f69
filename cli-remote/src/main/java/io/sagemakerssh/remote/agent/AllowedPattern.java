package io.sagemakerssh.remote.agent;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of an SSM document. The official agent reads it by Go's RE2, which searches as Java
 * does, but whose {@code $} stands for the very end, not for a final line feed too, whose dot
 * leaves out nothing but line feeds, and whose named groups are written otherwise (PROTOCOL.md F
 * 44).
 */
final class AllowedPattern {
  private final Pattern pattern;

  /**
   * A pattern.
   *
   * @throws PatternSyntaxException if it is none to Java
   */
  AllowedPattern(String pattern) {
    this.pattern = Pattern.compile(translated(pattern), Pattern.UNIX_LINES);
  }

  /**
   * Whether the value matches somewhere; what must match whole says so by {@code ^} and {@code $}.
   */
  boolean allows(String value) {
    return pattern.matcher(value).find();
  }

  private static String translated(String re2) {
    StringBuilder java = new StringBuilder();
    boolean isMultiline = re2.contains("(?m");
    int classBegan = -1;
    for (int i = 0; i < re2.length(); i++) {
      char c = re2.charAt(i);
      if (c == '\\' && i + 1 < re2.length()) {
        i++;
        java.append(c).append(re2.charAt(i));
      } else if (classBegan >= 0) {
        // A bracket that comes first is one of the class.
        if (c == ']' && i > classBegan + (re2.charAt(classBegan + 1) == '^' ? 2 : 1)) {
          classBegan = -1;
        }
        java.append(c);
      } else {
        if (c == '[') {
          classBegan = i;
        }
        java.append(c == '$' && !isMultiline ? "\\z" : String.valueOf(c));
      }
    }
    return java.toString().replace("(?P<", "(?<");
  }
}
