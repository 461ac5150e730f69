package io.sagemakerssh.core.session.client;

import java.net.URI;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What StartSession and ResumeSession answer: the right to open one session's websocket.
 *
 * @param streamUrl {@code wss:} or {@code ws:}, opened exactly as given
 * @param token a secret, shown to nobody
 */
public record SessionTicket(String sessionId, URI streamUrl, String token) {
  /**
   * The parameter of the address by which a service says how many bytes of data a message takes.
   */
  public static final String MESSAGE_BYTES_PARAMETER = "message-bytes";

  private static final Pattern MESSAGE_BYTES =
      Pattern.compile("(?:^|&)" + MESSAGE_BYTES_PARAMETER + "=([0-9]{1,9})(?:&|$)");

  /**
   * How many bytes of data the service takes in a message, if its address says so. AWS's does not;
   * the local AWS's does.
   */
  OptionalInt messageBytes() {
    String query = streamUrl.getQuery();
    Matcher found = MESSAGE_BYTES.matcher(query == null ? "" : query);
    return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SessionTicket[" + sessionId + "]";
  }
}
