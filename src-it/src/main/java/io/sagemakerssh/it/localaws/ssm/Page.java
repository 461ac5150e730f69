package io.sagemakerssh.it.localaws.ssm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Answers a list page by page. */
final class Page {
  private static final String PREFIX = "from:";

  private Page() {}

  /**
   * The page that the input asks for.
   *
   * @param least the smallest MaxResults that the operation takes
   * @param usual the page's length if MaxResults is not given
   * @throws AwsError {@code InvalidNextToken} for a token that is not ours
   */
  static <T> JsonObject of(
      JsonInput input,
      int least,
      int most,
      int usual,
      List<T> all,
      String name,
      Function<? super T, ? extends JsonElement> toJson) {
    int length = input.number("MaxResults", least, most, usual);
    int from = input.optionalText("NextToken").filter(t -> !t.isEmpty()).map(Page::start).orElse(0);
    int begin = Math.min(from, all.size());
    int end = Math.min(begin + length, all.size());
    JsonObject page = Json.object(name, Json.array(all.subList(begin, end), toJson));
    if (end < all.size()) {
      String token = PREFIX + end;
      page.addProperty("NextToken", Base64.getEncoder().encodeToString(token.getBytes(US_ASCII)));
    }
    return page;
  }

  private static int start(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), US_ASCII);
      if (text.startsWith(PREFIX)) {
        return Integer.parseUnsignedInt(text.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException notOurs) {
      // refused below like any other text
    }
    throw AwsError.badRequest("InvalidNextToken", "The specified token isn't valid.");
  }
}
