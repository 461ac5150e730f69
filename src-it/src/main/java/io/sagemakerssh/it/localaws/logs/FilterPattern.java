package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern of terms: {@code a b} wants both, {@code ?a ?b} wants one, {@code -a} wants
 * none; {@code "a b"} is one term.
 */
final class FilterPattern {
  private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"([^\"]*)\"|(\\S+))");

  private final List<String> all = new ArrayList<>();
  private final List<String> any = new ArrayList<>();
  private final List<String> none = new ArrayList<>();

  /**
   * @throws AwsError {@code InvalidParameterException} for patterns of JSON or of columns, which
   *     this stand-in does not know
   */
  FilterPattern(String text) {
    String pattern = text.strip();
    if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.startsWith("%")) {
      throw AwsError.badRequest("InvalidParameterException", "Invalid filter pattern");
    }
    Matcher terms = TERM.matcher(pattern);
    while (terms.find()) {
      String term = terms.group(2) == null ? terms.group(3) : terms.group(2);
      switch (terms.group(1)) {
        case "?" -> any.add(term);
        case "-" -> none.add(term);
        default -> all.add(term);
      }
    }
  }

  boolean matches(String message) {
    return all.stream().allMatch(message::contains)
        && none.stream().noneMatch(message::contains)
        && (any.isEmpty() || any.stream().anyMatch(message::contains));
  }
}
