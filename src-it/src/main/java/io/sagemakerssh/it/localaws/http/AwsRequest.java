package io.sagemakerssh.it.localaws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.Caller;

/**
 * A request whose caller is known.
 *
 * @param rawPath the path as sent, still percent-encoded
 * @param path the decoded path; not normalised
 * @param body decoded if it was aws-chunked; trailing headers are then among the headers
 * @param secure whether it came over TLS
 */
public record AwsRequest(
    String method,
    String rawPath,
    String path,
    Parameters query,
    Headers headers,
    byte[] body,
    Caller caller,
    boolean secure) {

  /** The body as text. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** The body as a form, for the Query protocol. */
  public Parameters form() {
    return Parameters.parse(text());
  }
}
