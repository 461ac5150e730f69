package io.sagemakerssh.core.aws;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * User and password of a proxy's address.
 *
 * @param stripped the address without them
 * @param name null if there is none
 * @param password null if there is none
 */
record ProxyCredentials(URI stripped, String name, String password) {
  static ProxyCredentials in(URI address) {
    URI stripped =
        URI.create(
            address.getScheme()
                + "://"
                + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    if (address.getRawUserInfo() == null) {
      return new ProxyCredentials(stripped, null, null);
    }
    String[] parts = address.getRawUserInfo().split(":", 2);
    return new ProxyCredentials(
        stripped, decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : null);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
