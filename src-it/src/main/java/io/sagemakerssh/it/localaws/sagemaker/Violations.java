package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects what is wrong with a request, so that all of it is told at once, as AWS does. */
final class Violations {
  private final List<String> found = new ArrayList<>();

  /** Notes a member that must be there and is not. */
  void require(String member, boolean present) {
    if (!present) {
      add("null", member, "Member must not be null");
    }
  }

  /** Notes text that does not have a shape; absent text has every shape. */
  void match(String member, Optional<String> text, Pattern shape, int longest) {
    if (text.isEmpty()) {
      return;
    }
    if (text.get().length() > longest) {
      add("'" + text.get() + "'", member, longerThan(longest));
    }
    if (!shape.matcher(text.get()).matches()) {
      add(
          "'" + text.get() + "'",
          member,
          "Member must satisfy regular expression pattern: " + shape.pattern());
    }
  }

  /** Notes a value that is too long. */
  void shorterThan(String member, String text, int longest) {
    if (text.length() > longest) {
      add("'" + text + "'", member, longerThan(longest));
    }
  }

  void add(String value, String member, String constraint) {
    found.add(
        "Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }

  /**
   * @throws AwsError {@code ValidationException} if anything was noted
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      String count = found.size() == 1 ? "1 validation error" : found.size() + " validation errors";
      throw AwsError.validation(count + " detected: " + String.join("; ", found));
    }
  }

  private static String longerThan(int longest) {
    return "Member must have length less than or equal to " + longest;
  }
}
