package io.sagemakerssh.core.aws;

import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** User and password of a proxy's address. */
final class ProxyCredentials {
  private static final String NOT_IN_TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private ProxyCredentials() {}

  /** Those in an address, if both are there. */
  static Optional<PasswordAuthentication> in(URI address) {
    return Optional.ofNullable(address.getRawUserInfo())
        .map(info -> info.split(":", 2))
        .filter(parts -> parts.length == 2)
        .map(
            parts ->
                new PasswordAuthentication(decoded(parts[0]), decoded(parts[1]).toCharArray()));
  }

  /** The value of a {@code Proxy-Authorization} header, RFC 7617. */
  static Optional<String> basic(URI address) {
    return in(address)
        .map(user -> user.getUserName() + ":" + new String(user.getPassword()))
        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .map(text -> "Basic " + text);
  }

  /**
   * Lets Java send them to a proxy that tunnels, which it refuses unless told otherwise before its
   * first connection: the password travels in the clear, as the user of such a proxy knows.
   */
  static void allowInTunnels() {
    if (System.getProperty(NOT_IN_TUNNELS) == null) {
      System.setProperty(NOT_IN_TUNNELS, "");
    }
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
