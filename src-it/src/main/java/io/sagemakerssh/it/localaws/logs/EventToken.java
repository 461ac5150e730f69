package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place between two events of a stream, and the direction to read on.
 *
 * @param forward towards later events
 * @param place the number of events before it
 */
record EventToken(boolean forward, int place) {
  private static final Pattern SHAPE = Pattern.compile("([fb])/(\\d{56})/s");

  /**
   * @throws AwsError {@code InvalidParameterException} if it is none of ours
   */
  static EventToken parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    try {
      if (parts.matches()) {
        return new EventToken(parts.group(1).equals("f"), Integer.parseInt(parts.group(2)));
      }
    } catch (NumberFormatException tooLarge) {
      // refused below like a text of another shape
    }
    throw AwsError.badRequest("InvalidParameterException", "The specified nextToken is invalid.");
  }

  @Override
  public String toString() {
    return String.format("%s/%056d/s", forward ? "f" : "b", place);
  }
}
