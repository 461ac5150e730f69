package io.sagemakerssh.it.localaws.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, for verification.
 *
 * @param rawPath the path as sent, still percent-encoded
 * @param rawQuery the query as sent, without the question mark; empty if there is none
 * @param headers all values by lower-case name
 * @param body as sent, still aws-chunked if it was
 */
public record SignedRequest(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, List<String>> headers,
    byte[] body) {

  /** The first value of a header given by its lower-case name. */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }
}
