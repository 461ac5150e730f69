package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param nextToken the place of the next page; empty on the last
 */
record Page<T>(List<T> items, Optional<String> nextToken) {

  /**
   * Cuts the page that {@code nextToken} and {@code limit} of an input ask for.
   *
   * @throws AwsError {@code InvalidParameterException} if the token is none of ours
   */
  static <T> Page<T> of(List<T> all, JsonInput input, int most, int usual) {
    int from = place(input, all.size());
    int to = Math.min(all.size(), from + input.number("limit", 1, most, usual));
    Optional<String> next = to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty();
    return new Page<>(List.copyOf(all.subList(from, to)), next);
  }

  private static int place(JsonInput input, int size) {
    try {
      int from = Integer.parseInt(input.optionalText("nextToken").orElse("0"));
      if (from >= 0 && from <= size) {
        return from;
      }
    } catch (NumberFormatException notOurs) {
      // refused below like a place outside the list
    }
    throw AwsError.badRequest("InvalidParameterException", "The specified nextToken is invalid.");
  }
}
